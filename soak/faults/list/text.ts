/** What a stranger's text does where it is written out. */
import type { FaultGroup } from '../fault';

const generateCodeTest = 'shared/export/code/generate-code.test.ts';
const expressionTest = 'shared/export/code/python-expression.test.ts';

export const textGroups: readonly FaultGroup[] = [
  {
    name: 'text-as-code',
    title: 'Text of a document must not become code or markup',
    seen: 'Seen when the program was attacked on purpose: exported code ran a document’s name when it was imported.',
    faults: [
      {
        name: 'no-encoding-line',
        file: 'shared/export/code/generate-code.ts',
        text: '  const head = [\n    ENCODING,\n',
        replacement: '  const head = [\n',
        harm: 'A document called “coding: latin-1” decides how Python reads the code, and its text was seen to run.',
        caughtBy: { file: generateCodeTest, title: 'the first line says the encoding' },
      },
      {
        name: 'comments-as-typed',
        file: 'shared/export/code/python-text.ts',
        text: 'const line = visibleText(text).trim();',
        replacement: 'const line = text.trim();',
        harm: 'A line end in a document’s name ends the comment, and what follows it runs as Python.',
        caughtBy: { file: generateCodeTest, title: 'the first line says the encoding' },
      },
      {
        name: 'quotes-as-typed',
        file: 'shared/export/code/python-text.ts',
        text: `if (letter === '\\\\' || letter === "'") body`,
        replacement: `if (letter === '\\\\') body`,
        harm: 'A quote in a layer’s name ends the string that it stands in, and the rest of the name is code.',
        caughtBy: { file: generateCodeTest, title: 'what a user typed stays in its comment, text or name' },
      },
      {
        name: 'markup-as-typed',
        file: 'shared/export/figure/svg.ts',
        text: `replace(/[&<>"']/g`,
        replacement: `replace(/[&>"']/g`,
        harm: 'A layer called “</text><script>” puts elements of its own into an exported figure.',
        caughtBy: { file: 'shared/export/figure/svg.test.ts' },
      },
      {
        name: 'formulas-in-tables',
        file: 'shared/schema/csv-cell.ts',
        text: '/^\\s*[=+\\-@＝＋－＠]/.test(visible)',
        replacement: '/^\\s*[=+@＝＋－＠]/.test(visible)',
        harm: 'A layer called “-1+cmd|…” is run by the spreadsheet into which the summary is pasted.',
        caughtBy: { file: 'shared/schema/csv-cell.test.ts' },
      },
    ],
  },
  {
    name: 'other-formula',
    title: 'An expression must be the same formula in Python',
    seen: 'Seen in the same attack: beyond 1,000 characters an expression was written with // for /.',
    faults: [
      {
        name: 'quotients-floored',
        file: 'shared/export/code/python-expression.ts',
        text: 'const exact = integers && column.some((value) => value !== undefined) && allWhole(column);',
        replacement: 'const exact = integers;',
        harm: 'Long expressions were written with // for /, so that the exported network had other sizes, silently.',
        caughtBy: { file: expressionTest, title: 'however long an expression is' },
      },
      {
        name: 'negative-remainders',
        file: 'shared/export/code/python-expression.ts',
        text: 'column.some((value) => Number(value) < 0)',
        replacement: 'column.some((value) => Number(value) < -Infinity)',
        harm: 'The remainder of a negative number has another sign in Python, so that a copy gets another size.',
        caughtBy: { file: expressionTest, title: '(i - 5) % 3' },
      },
      {
        name: 'rounding-to-even',
        file: 'shared/export/code/python-expression.ts',
        text: 'bracketed(`math.floor(${x.text} + 0.5)`',
        replacement: 'bracketed(`round(${x.text})`',
        harm: 'Python rounds a half to the even number, so that a width of 2.5 channels is 3 here and 2 there.',
        caughtBy: { file: expressionTest, title: 'round(width / 3)' },
      },
    ],
  },
  {
    name: 'control-characters',
    title: 'Text of a file must reach a terminal as what can be seen',
    seen: 'Seen in the same attack: names of layers and classes moved the terminal’s cursor.',
    faults: [
      {
        name: 'lines-as-they-are',
        file: 'cli/output.ts',
        text: 'export function say(line: string): void {\n  write(`${visibleText(line)}\\n`);',
        replacement: 'export function say(line: string): void {\n  write(`${line}\\n`);',
        harm: 'A layer’s name clears the screen, or writes a line that looks like the program’s own.',
        caughtBy: { file: 'cli/command-line.test.ts', title: 'text of a file reaches a terminal' },
      },
      {
        name: 'directions-turned',
        file: 'shared/schema/visible-text.ts',
        text: '|(?![\\u200C\\u200D])\\p{Cf}/gu',
        replacement: '/gu',
        harm: 'A mark that turns the direction of text hides what a class name says.',
        caughtBy: { file: 'shared/schema/visible-text.test.ts' },
      },
      {
        name: 'json-as-it-is',
        file: 'cli/output.ts',
        text: 'text.replace(/(?!\\n)[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]/gu, escaped)',
        replacement: 'text',
        harm: 'With --json a name still moves the cursor of whoever looks at the output.',
        caughtBy: { file: 'cli/command-line.test.ts', title: 'text of a file reaches a terminal' },
      },
    ],
  },
  {
    name: 'names',
    title: 'A layer’s name must hide nothing of the code',
    seen: 'Seen in the same attack: 15 of 47 names of layers hid a member of nn.Module.',
    faults: [
      {
        name: 'module-member-unknown',
        file: 'shared/export/code/reserved-names.ts',
        text: 'add_module apply bfloat16 buffers',
        replacement: 'add_module apply buffers',
        harm: 'A layer called bfloat16 takes the place of what nn.Module has: 15 of 47 such names did.',
        caughtBy: { file: 'shared/export/code/reserved-names.test.ts', title: 'every member of nn.Module' },
      },
      {
        name: 'module-members-given',
        file: 'shared/export/code/python-text.ts',
        text: "const reserved = of === 'attributes' ? ofModule : used;",
        replacement: 'const reserved = used;',
        harm: 'A layer called forward or train hides the method, and the exported network can’t be called.',
        caughtBy: {
          file: 'shared/export/code/reserved-names.test.ts',
          title: 'nothing of the user’s gets such a name',
        },
      },
      {
        name: 'keywords-given',
        file: 'shared/export/code/reserved-names.ts',
        text: 'False None True and as assert async await break class',
        replacement: 'False None True and as assert async await break',
        harm: 'A block’s parameter called class is a syntax error in the exported code.',
        caughtBy: { file: 'shared/export/code/reserved-names.test.ts', title: 'the keywords are Python’s' },
      },
    ],
  },
];
