/** Module hooks: what the built main process imports as `electron` is the stand-in of its run. */

/** @type {readonly string[]} */
let names = [];

/** @param {{ names: readonly string[] }} data what the stand-in exports */
export function initialize(data) {
  names = data.names;
}

/**
 * @param {string} specifier
 * @param {{ parentURL?: string }} context
 * @param {(specifier: string, context: object) => unknown} next
 */
export function resolve(specifier, context, next) {
  const run = specifier === 'electron' && /[?&]electron-run=(\w+)/.exec(context.parentURL ?? '')?.[1];
  if (!run) return next(specifier, context);
  return { url: `electron-stand-in:${run}`, format: 'module', shortCircuit: true };
}

/**
 * @param {string} url
 * @param {object} context
 * @param {(url: string, context: object) => unknown} next
 */
export function load(url, context, next) {
  const run = /^electron-stand-in:(\w+)$/.exec(url)?.[1];
  if (!run) return next(url, context);
  const source = `export const { ${names.join(', ')} } = globalThis[Symbol.for('electron-stand-in')].get('${run}');`;
  return { source, format: 'module', shortCircuit: true };
}
