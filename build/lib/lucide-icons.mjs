import { readFileSync } from 'node:fs';
import { fromRoot } from './paths.mjs';

const all = fromRoot('node_modules/lucide-react/dist/esm/lucide-react.mjs');

/** Files of icons by the names they are imported by. */
function filesOfIcons() {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const [, names = '', file = ''] of readFileSync(all, 'utf8').matchAll(
    /^export \{([^}]+)\} from '\.\/icons\/([^']+)\.mjs'/gm,
  ))
    for (const [, name = ''] of names.matchAll(/default as (\w+)/g)) files.set(name, file);
  return files;
}

/**
 * Lets each module import its icons from their own files. Through the file that exports all of them, the icons of what
 * is fetched later would seem to be needed at first.
 * @returns {import('vite').Plugin}
 */
export function lucideIcons() {
  const files = filesOfIcons();
  return {
    name: 'convcanvas-lucide-icons',
    enforce: 'pre',
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes("from 'lucide-react'")) return null;
      const apart = code.replace(
        /^import \{([^}]+)\} from 'lucide-react';/gm,
        (_, /** @type {string} */ names) =>
          names
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '' && !name.startsWith('type '))
            .map((name) => {
              const [icon = '', local = icon] = name.split(/\s+as\s+/);
              const file = files.get(icon);
              if (file === undefined)
                this.error(`lucide-react has no file for ${icon}: build/lib/lucide-icons.mjs has to follow.`);
              return `import ${local} from 'lucide-react/icons/${file}';`;
            })
            .join(' '),
      );
      return { code: apart, map: null };
    },
  };
}
