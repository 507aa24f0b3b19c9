/** The network as a Python program, each line with the layers that it comes from. Architecture only, without weights. */
import type { Compiled } from '../../compiler/compiled';
import { codeOf, type CodeLine } from './code-lines';
import { kerasBody } from './keras';
import { optimizerNote } from './optimizer-note';
import type { Framework } from './framework';
import { commentText } from './python-text';
import { pytorchBody } from './pytorch';
import type { CodeProblem } from './writing';

export type { CodeLine } from './code-lines';
export type { Framework } from './framework';
export type { CodeProblem } from './writing';

export interface GeneratedCode {
  /** Ends with a line break. */
  readonly text: string;
  /** The same, line by line. */
  readonly lines: readonly CodeLine[];
  /** What the framework has no layer for, and what is wrong in the network: the code stops there when it is run. */
  readonly problems: readonly CodeProblem[];
}

/**
 * Python looks for a declaration of the encoding in the first two lines (PEP 263), and reads all of the file by it. The
 * document's name stands in one of them, so that the first has to say it.
 */
const ENCODING = '# -*- coding: utf-8 -*-';

const imports: readonly (readonly [used: RegExp, line: string, of: Framework])[] = [
  [/\bkeras\./, 'import keras', 'keras'],
  [/\blayers\./, 'from keras import layers', 'keras'],
  [/\btorch\./, 'import torch', 'pytorch'],
  [/\bF\./, 'import torch.nn.functional as F', 'pytorch'],
  [/\btorchvision\./, 'import torchvision', 'pytorch'],
  [/\bnn\./, 'from torch import nn', 'pytorch'],
];

export function generateCode(compiled: Compiled, framework: Framework): GeneratedCode {
  const {
    lines: body,
    helpers,
    problems,
  } = framework === 'keras' ? kerasBody(compiled) : pytorchBody(compiled);
  const helperLines = [...helpers].flatMap((helper): readonly CodeLine[] =>
    [...helper.split('\n'), '', ''].map((text) => ({ text, origins: [] })),
  );
  const code = [...helperLines, ...body].map(({ text }) => codeOf(text)).join('\n');
  const { trainable, nonTrainable } = compiled.totals;
  const count = new Intl.NumberFormat('en-US');
  const fixed = nonTrainable > 0 ? ` and ${count.format(nonTrainable)} that are not trained` : '';
  const head = [
    ENCODING,
    `# ${commentText(compiled.document.name)}: ${count.format(trainable)} parameters${fixed}.`,
    ...problems.map(({ message }) => `# Not complete: ${commentText(message)}`),
    '',
    ...(/\bmath\./.test(code) ? ['import math', ''] : []),
    ...imports.filter(([used, , of]) => of === framework && used.test(code)).map(([, line]) => line),
    ...(/^(?:def|class) /.test([...helperLines, ...body][0]?.text ?? '') ? ['', ''] : ['']),
  ];
  const plain = (texts: readonly string[]) => texts.map((text): CodeLine => ({ text, origins: [] }));
  const note = plain(optimizerNote(compiled, framework));
  const lines = [...plain(head), ...helperLines, ...trimmed(body), ...note];
  return { text: `${lines.map(({ text }) => text).join('\n')}\n`, lines, problems };
}

/** Without empty lines at the end. */
function trimmed(lines: readonly CodeLine[]): readonly CodeLine[] {
  const end = lines.findLastIndex(({ text }) => text !== '');
  return lines.slice(0, end + 1);
}
