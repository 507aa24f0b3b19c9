/** Python code of the architecture, which begins with new weights. */
import type { Framework } from '../../export/code/generate-code';
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
    naming: async () => {
      const { moduleName, moduleNameProblem } = await import('../../export/code/module-name');
      return {
        fileName: (title) => `${moduleName(title, framework)}.py`,
        problem: (fileName) => moduleNameProblem(fileName.replace(/\.py$/i, '')),
      };
    },
    usage: 'the architecture as Python code',
    help,
    write: async (compiled) => {
      const [{ generateCode }, { moduleName }] = await Promise.all([
        import('../../export/code/generate-code'),
        import('../../export/code/module-name'),
      ]);
      const { text, problems } = generateCode(compiled, framework);
      return {
        files: [{ path: `${moduleName(compiled.document.name, framework)}.py`, bytes: toUtf8(text) }],
        problems: problems.map(({ message }) => message),
        remarks: [],
      };
    },
  };
}
