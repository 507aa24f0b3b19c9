/** Drawing: blocks, the history, what the compiler remembers, keys. */
import type { FaultGroup } from '../fault';

const weightsTest = 'renderer/document/runs/weights-store.test.ts';
const incrementalTest = 'shared/compiler/incremental.test.ts';
const shortcutTest = 'renderer/components/shortcut-text.test.ts';

export const drawingGroups: readonly FaultGroup[] = [
  {
    name: 'weights-follow',
    title: 'Trained weights must follow their layers',
    seen: 'Seen in the review of code: grouping one convolution of LeNet lost its trained weights.',
    faults: [
      {
        name: 'grouping-loses-weights',
        file: 'shared/graph/make-block.ts',
        text: 'order.map((id) => [`${path}${id}`, `${path}${block.id}/${id}`] as const),',
        replacement: 'order.slice(0, 0).map((id) => [`${path}${id}`, `${path}${block.id}/${id}`] as const),',
        harm: 'Five trained layers of which two are grouped are four trained and one “new”.',
        caughtBy: { file: weightsTest, title: 'stay trained when their layers are grouped' },
      },
      {
        name: 'dissolving-mixes-copies',
        file: 'shared/graph/dissolve-block.ts',
        text: 'const path = copyPath(block, copy);',
        replacement: 'const path = copyPath(block, 0);',
        harm: 'A repeated block that is dissolved gives all its layers the weights of one copy.',
        caughtBy: { file: 'shared/graph/moved.test.ts' },
      },
      {
        name: 'history-forgets-moves',
        file: 'shared/graph/history.ts',
        text: '{ label, document: history.document, at, moved }].slice(-MOST_STEPS)',
        replacement: '{ label, document: history.document, at, moved: nothingMoved }].slice(-MOST_STEPS)',
        harm: 'The step knows its name, but not where it took the layers: the weights stay behind.',
        caughtBy: { file: weightsTest, title: 'stay trained when their layers are grouped' },
      },
      {
        name: 'undo-goes-forward',
        file: 'shared/graph/history.ts',
        text: 'steps.slice(end, start).reverse().map(movedBack)',
        replacement: 'steps.slice(end, start).reverse()',
        harm: 'Undo brings layers back, but looks for their weights further on.',
        caughtBy: { file: weightsTest, title: 'come back by Undo, and by Redo' },
      },
      {
        name: 'repeating-loses-the-first-copy',
        file: 'shared/graph/change.ts',
        text: 'return from === to ? [] : [[from, to]];',
        replacement: 'return from === to ? [] : [[to, from]];',
        harm: 'A trained block that is repeated twice begins anew in both copies.',
        caughtBy: { file: 'shared/model/carry.test.ts', title: 'is repeated more often' },
      },
    ],
  },
  {
    name: 'steps-and-blocks',
    title: 'Undo must name and undo what was done, and a block come as it was',
    seen: 'Seen in the review of use: pasted blocks held other layers, and steps are known by their names.',
    faults: [
      {
        name: 'undo-names-the-first-step',
        file: 'shared/graph/history.ts',
        text: 'return history.past.at(-1)?.label ?? null;',
        replacement: 'return history.past[0]?.label ?? null;',
        harm: 'The menu says “Undo Add Conv2D” and undoes something else.',
        caughtBy: { file: 'shared/graph/edits.test.ts', title: 'goes back and forth by labels' },
      },
      {
        name: 'a-slide-is-a-hundred-steps',
        file: 'shared/graph/history.ts',
        text: 'const continues = gesture !== undefined && gesture === history.gesture && last !== undefined;',
        replacement:
          'const continues = gesture !== undefined && gesture === history.gesture && last === undefined;',
        harm: 'A number that was dragged has to be undone a hundred times.',
        caughtBy: { file: 'shared/graph/edits.test.ts', title: 'goes back and forth by labels' },
      },
      {
        name: 'pasted-blocks-take-ours',
        file: 'shared/graph/definitions.ts',
        text: 'return inner === node.definition ? node : { ...node, definition: inner };',
        replacement: 'return node;',
        harm: 'A block that is pasted holds the block of the same name that is here already: its layers are others.',
        caughtBy: {
          file: 'shared/graph/definitions.test.ts',
          title: 'come into a document with those inside them',
        },
      },
      {
        name: 'many-wires-in-a-circle',
        file: 'shared/graph/apply-together.ts',
        text: 'if (ever && closesCircle(',
        replacement: 'if (ever?.length === 0 && closesCircle(',
        harm: 'What is pasted or wired at once may run in circles, which no network can.',
        caughtBy: { file: 'shared/graph/apply-together.test.ts' },
      },
      {
        name: 'removed-layer-leaves-its-wires',
        file: 'shared/graph/apply.ts',
        text: 'graph.edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target))',
        replacement: 'graph.edges.filter(({ source }) => !gone.has(source))',
        harm: 'A layer that is deleted leaves wires to nowhere, and the file is refused when it is opened.',
        caughtBy: { file: 'shared/graph/random-edits.test.ts' },
      },
    ],
  },
  {
    name: 'compiler-memory',
    title: 'What the compiler remembers must be what a new one would say',
    seen: 'What an edit leaves as it was is kept: the review of code asks for proof that nothing stale is.',
    faults: [
      {
        name: 'sources-taken-as-they-were',
        file: 'shared/compiler/compile.ts',
        text: '        fed.every(({ source }) => same[source]);',
        replacement: '        fed.length >= 0;',
        harm: 'A filter that is changed leaves the sizes behind it as they were.',
        caughtBy: { file: incrementalTest },
      },
      {
        name: 'copies-keep-old-arguments',
        file: 'shared/compiler/expand.ts',
        text: '    old?.environment === environment &&\n',
        replacement: '',
        harm: 'A block’s argument is changed, and its layers stay as they were.',
        caughtBy: { file: incrementalTest },
      },
      {
        name: 'fixes-of-another-drawing',
        file: 'shared/compiler/compile.ts',
        text: '        old.diagnostics.length === 0 &&\n',
        replacement: '',
        harm: 'A fix that was made for the drawing of before can’t be made any more, or does something else.',
        caughtBy: { file: incrementalTest },
      },
      {
        name: 'shapes-mistaken',
        file: 'shared/compiler/infer-layer.ts',
        text: 'alike.find((each) => sameShapes(each.inputs, inputs))',
        replacement: 'alike[0]',
        harm: 'Two pictures whose sizes have the same checksum are taken for one.',
        caughtBy: { file: 'shared/compiler/infer-layer.test.ts' },
      },
      {
        name: 'long-lists-are-alike',
        file: 'shared/compiler/expand-params.ts',
        text: 'return a.length === b.length && a.every((part, i) => sameValue(part, b[i]));',
        replacement: 'return a.length === b.length && sameValue(a[0], b[0]);',
        harm: 'A filter of 3×5 that becomes 3×7 stays 3×5 in every number on the screen.',
        caughtBy: { file: incrementalTest },
      },
    ],
  },
  {
    name: 'keys',
    title: 'A shortcut must be met on every keyboard, and no other key',
    seen: 'Seen in the review of use: no shortcut worked on a Cyrillic keyboard.',
    faults: [
      {
        name: 'cyrillic-unheard',
        file: 'renderer/components/shortcut-text.ts',
        text: 'isForeignLetter(pressed) && code === `Key${key.toUpperCase()}`',
        replacement: 'isForeignLetter(pressed) && code === key',
        harm: 'No shortcut works where letters are Cyrillic or Greek: Ctrl+я did nothing.',
        caughtBy: { file: shortcutTest },
      },
      {
        name: 'latin-by-place',
        file: 'renderer/components/shortcut-text.ts',
        text: 'isForeignLetter(pressed) && code',
        replacement: 'code',
        harm: 'On a French keyboard Ctrl+W undoes, since it lies where Z does elsewhere.',
        caughtBy: { file: shortcutTest, title: 'where letters are Latin, they decide' },
      },
      {
        name: 'shift-does-not-matter',
        file: 'renderer/components/shortcut-text.ts',
        text: 'return !shiftMatters || event.shiftKey',
        replacement: 'return shiftMatters || event.shiftKey',
        harm: 'Ctrl+Z and Ctrl+Shift+Z do the same, so that Redo undoes.',
        caughtBy: { file: shortcutTest },
      },
    ],
  },
];
