import { createCompiler } from '../shared/compiler/compile';
import { applyEdits } from '../shared/graph/apply';
import { largeNetwork } from './large-network';
import { type Benchmark, median, type Row } from './row';

const LAYERS = 500;
const ROUNDS = 21;

/** Whole, by a compiler that has seen nothing, and after one edit in the middle, by one that has. */
export const compileTime: Benchmark = {
  name: 'compile',
  run() {
    const document = largeNetwork(LAYERS);
    const middle = document.nodes.slice(LAYERS / 2).find(({ type }) => type === 'Conv2D');
    if (!middle) throw new Error('The network has no convolution.');
    const whole: number[] = [];
    const edited: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const compiler = createCompiler();
      let start = performance.now();
      compiler.compile(document);
      whole.push(performance.now() - start);
      const next = applyEdits(document, [
        { edit: 'setParams', id: middle.id, params: { filters: 17 + round } },
      ]);
      start = performance.now();
      compiler.compile(next);
      edited.push(performance.now() - start);
    }
    const row = (name: string, ours: number, peer: number | null, note: string): Row => ({
      name,
      host: `Node ${process.versions.node}`,
      backend: null,
      threads: null,
      unit: 'ms',
      ours,
      peer,
      peerName: peer === null ? null : 'the whole compilation',
      ratio: peer === null ? null : peer / ours,
      aim: null,
      floor: null,
      note,
    });
    const all = median(whole);
    return Promise.resolve([
      row(`compile ${LAYERS} layers`, all, null, 'No other program compiles our documents.'),
      row(
        `compile ${LAYERS} layers after one edit`,
        median(edited),
        all,
        'One filter count in the middle; errors follow downstream.',
      ),
    ]);
  },
};
