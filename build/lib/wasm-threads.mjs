/** The guard as tfjs 4.22 has it. */
const guard = 'if(typeof _scriptDir !== "undefined" && _scriptDir){scriptDirectory=_scriptDir}';

/**
 * tfjs starts its threads from the text of its own module function, taken out of the place where `_scriptDir` is
 * declared. It guards against that with `typeof`, which a minifier takes away since it sees the declaration, and then
 * no thread starts. In a browser the variable is never set, so the line can go.
 * @returns {import('vite').Plugin}
 */
export function wasmThreads() {
  return {
    name: 'convcanvas-wasm-threads',
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('/tfjs-backend-wasm-threaded-simd.js')) return null;
      if (!code.includes(guard)) {
        this.error(
          'tfjs changed how its threads find their script: build/lib/wasm-threads.mjs has to follow.',
        );
      }
      return { code: code.replace(guard, ''), map: null };
    },
  };
}
