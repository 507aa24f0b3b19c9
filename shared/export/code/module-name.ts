/** What Python files are called so that they can be imported: a legal name, which hides no package from the file itself. */
import type { Framework } from './framework';
import { snakeCase } from './python-text';
import { keywords, packages } from './reserved-names';

/** Without its ending: `ResNet-18` is `resnet_18_keras`. */
export const moduleName = (title: string, framework: Framework): string =>
  `${snakeCase(title, 'network')}_${framework}`;

/** Why a file of this name, which is without its ending, can't be imported; null where it can. */
export function moduleNameProblem(name: string): string | null {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
    return `Python can't import ${name}.py: such names are letters, digits and “_” only, and begin with no digit.`;
  if (keywords.has(name)) return `Python can't import ${name}.py, since “${name}” is a word of the language.`;
  if (packages.has(name))
    return `Beside ${name}.py Python no longer finds the package of that name, which the code needs.`;
  return null;
}
