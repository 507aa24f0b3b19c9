/** What a small file may ask of the machine. */
import type { FaultGroup } from '../fault';

const expansionTest = 'shared/compiler/expansion-cost.test.ts';
const scanTest = 'shared/format/scan-json.test.ts';

export const costGroups: readonly FaultGroup[] = [
  {
    name: 'uncounted-copies',
    title: 'Blocks that hold nothing must be counted before they are entered',
    seen: 'Seen in the same attack: a document of 1.3 kB froze the window and killed the command line.',
    faults: [
      {
        name: 'steps-without-end',
        file: 'shared/graph/expansion-cost.ts',
        text: 'export const MOST_STEPS = 3_000_000;',
        replacement: 'export const MOST_STEPS = 30_000_000;',
        harm: 'A document of 1.3 kB of empty blocks in one another freezes the window ten times as long.',
        caughtBy: { file: expansionTest, title: 'nothing, doubled' },
      },
      {
        name: 'paths-without-end',
        file: 'shared/graph/instances.ts',
        text: '(steps += more) <= MOST_STEPS && paths.length < MOST_LAYERS',
        replacement: '(steps += more) > 0 && paths.length < 1_000_000',
        harm: 'Grouping layers in such a document lists every copy that it could ever have, and freezes the window.',
        caughtBy: { file: expansionTest, title: 'has no paths beyond the limits' },
      },
      {
        name: 'problems-for-nothing',
        file: 'shared/compiler/expand.ts',
        text: '    run.steps += PROBLEM_STEPS;\n',
        replacement: '',
        harm: 'Copies that hold no layer and each say what is wrong with them fill the memory with sentences.',
        caughtBy: { file: expansionTest, title: 'names that nobody knows, in many copies' },
      },
    ],
  },
  {
    name: 'arguments-first',
    title: 'Arguments and expressions must be counted before they are computed',
    seen: 'Seen in the same attack: arguments of repeated blocks were evaluated before any bound.',
    faults: [
      {
        name: 'arguments-before-the-bound',
        file: 'shared/compiler/expand.ts',
        text: 'const affordable = enter(run, repeat * argumentSteps(node, definition));',
        replacement: 'const affordable = repeat >= 0;',
        harm: 'The arguments of 20,000 copies are computed before anything asks whether they may be.',
        caughtBy: { file: expansionTest, title: 'long arguments of many copies' },
      },
      {
        name: 'parameters-before-the-bound',
        file: 'shared/compiler/expand.ts',
        text: 'open.length === 0 || enter(run, valuesSteps(node.params))',
        replacement: 'open.length >= 0',
        harm: 'Lists of long expressions in a few hundred layers are computed at every edit, without any bound.',
        caughtBy: { file: expansionTest, title: 'is counted where nothing is in a block, too' },
      },
    ],
  },
  {
    name: 'slow-within-limits',
    title: 'What is within the limits must open in time, and what is not be refused',
    seen: 'Seen in the same attack: files within every limit took 10 to 40 s and up to 2.4 GB.',
    faults: [
      {
        name: 'keys-uncounted',
        file: 'shared/format/scan-json.ts',
        text: 'if (keys.size > most.keys) return `has more than ${written(most.keys)} different keys`;',
        replacement: '',
        harm: 'A file of millions of unknown keys takes 40 s and 2.4 GB until it is refused.',
        caughtBy: { file: scanTest, title: 'a key more' },
      },
      {
        name: 'entries-uncounted',
        file: 'shared/format/scan-json.ts',
        text: '      case COMMA:\n        values += 1;\n',
        replacement: '      case COMMA:\n',
        harm: 'A list of millions of items is built in memory before anything says that it is too long.',
        caughtBy: { file: scanTest, title: 'an entry more' },
      },
      {
        name: 'channels-drawn-true',
        file: 'shared/export/figure/volume-sizes.ts',
        text: 'side == null ? null : Math.min(LARGEST, side);',
        replacement: 'side ?? null;',
        harm: 'Channels that joins double two hundred times make a figure with no end, and the export hangs.',
        caughtBy: {
          file: 'shared/compiler/large-drawings.test.ts',
          title: 'channels that double two hundred times',
        },
      },
      {
        name: 'all-cycles-told',
        file: 'shared/compiler/order.ts',
        text: 'const MOST_CYCLES = 20;',
        replacement: 'const MOST_CYCLES = 20_000;',
        harm: 'Thousands of connections in circles are all told, each with fixes, at every edit.',
        caughtBy: { file: 'shared/compiler/order.test.ts', title: 'of thousands a few are told' },
      },
    ],
  },
  {
    name: 'stack-overflow',
    title: 'Deep and long documents must end in a sentence, not in the stack',
    seen: 'Seen in the same attack: long lists and deep definitions ended in a stack overflow.',
    faults: [
      {
        name: 'expressions-any-depth',
        file: 'shared/layers/support/expression.ts',
        text: 'if (depth > DEEPEST) {',
        replacement: 'if (depth > 100 * DEEPEST) {',
        harm: 'An expression of nested brackets ends the compiler with “Maximum call stack size exceeded”.',
        caughtBy: { file: 'shared/layers/support/expression.test.ts' },
      },
      {
        name: 'mistakes-overflow',
        file: 'shared/format/parse-as.ts',
        text: 'if (error instanceof RangeError)',
        replacement: 'if (error instanceof FormatError)',
        harm: 'A file with a hundred thousand mistakes shows a RangeError in the place of a sentence.',
        caughtBy: { file: scanTest, title: 'ends in a sentence where there are more mistakes' },
      },
      {
        name: 'json-any-depth',
        file: 'shared/format/scan-json.ts',
        text: 'if (depth > most.depth) return `is nested more than ${most.depth} levels deep`;',
        replacement: '',
        harm: 'Lists within lists, a million deep, overflow the stack of whatever walks through the document.',
        caughtBy: { file: scanTest, title: 'deeper without an end' },
      },
    ],
  },
];
