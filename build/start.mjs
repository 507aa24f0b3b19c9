/** npm start: installs what is missing, builds what is stale, opens the app. */
import { parseArgs } from 'node:util';
import { appMounts } from './lib/app-files.mjs';
import { electronObstacle, findElectron } from './lib/electron-binary.mjs';
import { ensureDependencies } from './lib/ensure-dependencies.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { openBrowser } from './lib/open-browser.mjs';
import { fromRoot, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { PortTaken, serve } from './lib/server.mjs';
import { buildStale } from './lib/targets.mjs';

const usage = `npm start -- [--browser] [--no-open] [--port N]

  --browser   serve the app for a browser, even where Electron is installed
  --no-open   with --browser: only print the address
  --port N    with --browser: the port to listen on, 0 for any free one`;

/** Always the same where it is free: a browser keeps drafts and recent files by address and port. */
const usualPort = 41733;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
      throw new Failure(`"${values.port}" is no port: it is a whole number from 0 to 65535.`, 2);
    }
    return { ...values, port };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${error instanceof Error ? error.message : error}\n\n${usage}`, 2);
  }
}

/** @param {number | null} port */
async function serveApp(port) {
  const mounts = appMounts(root);
  if (port !== null) return serve({ mounts, port });
  try {
    return await serve({ mounts, port: usualPort });
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    console.error(
      `Port ${usualPort} is taken, so work in progress that was kept under it does not show here.`,
    );
    return serve({ mounts, port: 0 });
  }
}

await runMain(async () => {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return 0;
  }
  await ensureDependencies();

  const obstacle = options.browser || options.port !== null || options['no-open'] ? '' : electronObstacle();
  const electron = obstacle === null ? findElectron() : null;
  if (electron !== null) {
    await buildStale('renderer', 'electron');
    return run(electron, [fromRoot()]);
  }
  if (obstacle) console.error(obstacle);

  await buildStale('renderer');
  const server = await serveApp(options.port);
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  console.log(`ready ${server.url}`);
  if (!options['no-open']) openBrowser(server.url);
  await stopped;
  await server.close();
  return 0;
});
