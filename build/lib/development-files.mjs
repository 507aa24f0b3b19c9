import { createReadStream } from 'node:fs';
import { findAppFile, headersFor, securityHeaders } from './app-files.mjs';
import { fromRoot } from './paths.mjs';

const mounts = {
  '/datasets/': fromRoot('datasets'),
  '/kernels/': fromRoot('dist/kernels'),
  '/wasm/': fromRoot('node_modules/@tensorflow/tfjs-backend-wasm/dist'),
};

/**
 * Gives Vite's development server what the built app has: isolation, data sets and wasm files. Its policy for
 * scripts is left out, since Vite's reloading needs inline scripts and a socket.
 * @returns {import('vite').Plugin}
 */
export function developmentFiles() {
  return {
    name: 'convcanvas-development-files',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        for (const [name, value] of Object.entries(securityHeaders)) {
          if (name !== 'Content-Security-Policy') response.setHeader(name, value);
        }
        const [pathname = '/'] = (request.url ?? '/').split(/[?#]/);
        findAppFile(mounts, pathname).then((file) => {
          if (file === null) return next();
          response.setHeader('Content-Type', headersFor(file)['Content-Type'] ?? '');
          createReadStream(file).pipe(response);
        }, next);
      });
    },
  };
}
