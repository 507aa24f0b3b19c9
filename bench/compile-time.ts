import { createCompiler } from '../shared/compiler/compile';
import { applyEdits } from '../shared/graph/apply';
import type { ConvDocument, DefinitionId, GraphNode } from '../shared/graph/document';
import type { Edit } from '../shared/graph/edit';
import { graphIn } from '../shared/graph/scope';
import { findTemplate } from '../templates/index';
import { largeNetwork } from './large-network';
import { type Benchmark, median, type Row } from './row';

/** Before the first that counts: the engine needs some to see what is worth being compiled. */
const MANY: Rounds = { warmUp: 30, rounds: 51 };
const FEW: Rounds = { warmUp: 4, rounds: 15 };

/** An edit that no round before has made, so that nothing of what it changes is remembered. */
type Change = (document: ConvDocument, round: number) => Edit;

interface Rounds {
  readonly warmUp: number;
  readonly rounds: number;
}

interface Times {
  readonly first: number;
  readonly warm: number;
}

/** `prepare` does what is not measured. */
function measure(prepare: (round: number) => () => void, { warmUp, rounds }: Rounds): Times {
  const times = Array.from({ length: warmUp + rounds }, (_, round) => {
    const run = prepare(round);
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return { first: times[0] ?? NaN, warm: median(times.slice(warmUp)) };
}

/** By a compiler that has seen nothing, of a document that nothing has seen: as after opening a file. */
function whole(document: ConvDocument, rounds: Rounds): Times {
  const text = JSON.stringify(document);
  return measure(() => {
    const opened = JSON.parse(text) as ConvDocument;
    const compiler = createCompiler();
    return () => compiler.compile(opened);
  }, rounds);
}

/** One edit after the other, each compiled by the compiler that compiled what was there before. */
function edited(document: ConvDocument, change: Change, rounds: Rounds): number {
  const compiler = createCompiler();
  let now = document;
  compiler.compile(now);
  return measure((round) => {
    now = applyEdits(now, [change(now, round)]);
    return () => compiler.compile(now);
  }, rounds).warm;
}

function nodeOf(document: ConvDocument, type: string, scope?: DefinitionId, from = 0): GraphNode {
  const node = graphIn(document, scope)
    .nodes.slice(from)
    .find((each) => each.type === type);
  if (!node) throw new Error(`The network has no ${type}.`);
  return node;
}

const middleFilters: Change = (document, round) => ({
  edit: 'setParams',
  id: nodeOf(document, 'Conv2D', undefined, document.nodes.length / 2).id,
  params: { filters: 17 + round },
});
const middleKernel: Change = (document, round) => ({
  edit: 'setParams',
  id: nodeOf(document, 'Conv2D', undefined, document.nodes.length / 2).id,
  params: { kernelSize: [5 + 2 * round, 3] },
});
const firstFilters: Change = (document, round) => ({
  edit: 'setParams',
  id: nodeOf(document, 'Conv2D').id,
  params: { filters: 65 + round },
});
const poolSize: Change = (document, round) => ({
  edit: 'setParams',
  id: nodeOf(document, 'MaxPooling2D').id,
  params: {
    poolSize: [4 + (round % 60), 4],
    padding: [1, 1, 1, 1],
    strides: [1 + Math.floor(round / 60), 2],
  },
});
const momentumInBlock: Change = (document, round) => ({
  edit: 'setParams',
  scope: 'bottleneck',
  id: nodeOf(document, 'BatchNormalization', 'bottleneck').id,
  params: { momentum: 0.5 + round / 1000 },
});

const noPeer = 'No other program compiles our documents.';

function row(name: string, ours: number, aim: number | null, note: string, peer: number | null = null): Row {
  return {
    name,
    host: `Node ${process.versions.node}`,
    backend: null,
    threads: null,
    unit: 'ms',
    ours,
    peer,
    peerName: peer === null ? null : 'the whole compilation',
    ratio: peer === null ? null : peer / ours,
    aim,
    floor: null,
    note,
  };
}

export const compileTime: Benchmark = {
  name: 'compile',
  withoutApp: true,
  run() {
    const resnet = findTemplate('resnet152')?.document;
    if (!resnet) throw new Error('There is no template resnet152.');
    const cold = whole(resnet, MANY);
    const [small, large] = [largeNetwork(500), largeNetwork(10_000)];
    const [smallWhole, largeWhole] = [whole(small, MANY), whole(large, FEW)];
    return Promise.resolve([
      row(
        'compile ResNet-152',
        cold.warm,
        10,
        `${noPeer} By a new compiler, of a document that was just read; the first in a process takes ${cold.first.toFixed(0)} ms.`,
      ),
      row(
        'compile ResNet-152 after one edit',
        edited(resnet, firstFilters, MANY),
        1,
        'The filters of its first convolution; what stands behind the first shortcut stays as it was.',
      ),
      row(
        'compile ResNet-152 after one edit that changes every shape behind it',
        edited(resnet, poolSize, MANY),
        1,
        'The window of its pooling: 512 layers get another size.',
      ),
      row(
        'compile ResNet-152 after one edit inside its block',
        edited(resnet, momentumInBlock, MANY),
        1,
        'The momentum of a norm that is there 50 times.',
      ),
      row('compile 500 layers', smallWhole.warm, null, noPeer),
      row(
        'compile 500 layers after one edit',
        edited(small, middleFilters, MANY),
        null,
        'One filter count in the middle; errors follow downstream.',
        smallWhole.warm,
      ),
      row('compile 10,000 layers', largeWhole.warm, 100, noPeer),
      row(
        'compile 10,000 layers after one edit',
        edited(large, middleKernel, FEW),
        null,
        'One window in the middle.',
        largeWhole.warm,
      ),
    ]);
  },
};
