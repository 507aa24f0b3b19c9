/** Python code of the architecture, which begins with new weights. */
import type { Framework } from '../../export/code/generate-code';
import { moduleName, moduleNameProblem } from '../../export/code/module-name';
import { toUtf8 } from '../../format/utf8';
import type { DrawingFormat } from '../format';

export function codeFormat(framework: Framework, title: string, help: string): DrawingFormat {
  return {
    name: framework,
    title,
    takes: 'drawing',
    ending: '.py',
    kind: 'python',
    isFolder: false,
    fileName: (title) => `${moduleName(title, framework)}.py`,
    nameProblem: (name) => moduleNameProblem(name.replace(/\.py$/i, '')),
    usage: 'the architecture as Python code',
    help,
    write: async (compiled) => {
      const { generateCode } = await import('../../export/code/generate-code');
      const { text, problems } = generateCode(compiled, framework);
      return {
        files: [{ path: `${moduleName(compiled.document.name, framework)}.py`, bytes: toUtf8(text) }],
        problems: problems.map(({ message }) => message),
        remarks: [],
      };
    },
  };
}
