/** Pythons that have the frameworks against which we are tested; what is needed is installed into .cache/python. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { fromRoot } from './paths.mjs';
import { run } from './run.mjs';

/**
 * What does not fit together has an environment of its own: TensorFlow wants an older h5py than the others. The lists pin
 * every package.
 */
const environments = /** @type {const} */ ({
  frameworks: 'Keras on JAX, Albumentations, Pillow and scikit-learn',
  tensorflow: 'Keras on TensorFlow',
});
/** @typedef {keyof typeof environments} Environment */

const folderOf = (/** @type {Environment} */ name) => fromRoot('.cache', 'python', name);
const programOf = (/** @type {Environment} */ name) =>
  process.platform === 'win32'
    ? fromRoot('.cache', 'python', name, 'Scripts', 'python.exe')
    : fromRoot('.cache', 'python', name, 'bin', 'python');
const listOf = (/** @type {Environment} */ name) => fromRoot('e2e', 'interop', `requirements-${name}.txt`);
/** Written when all is installed: the hash of the list. */
const stampOf = (/** @type {Environment} */ name) => fromRoot('.cache', 'python', name, 'installed');

/**
 * A Python that has these modules: the one that PYTHON names, ours in .cache, or the machine's.
 * @param {readonly string[]} modules
 * @returns {string | null}
 */
export function findPython(modules) {
  const chosen = process.env['PYTHON'];
  const own = Object.keys(environments).map((name) => programOf(/** @type {Environment} */ (name)));
  const places = [...(chosen ? [chosen] : []), ...own, '/usr/bin/python3', 'python3', 'python'];
  const question = `import importlib.util, sys; sys.exit(not all(importlib.util.find_spec(m) for m in ${JSON.stringify(modules)}))`;
  return places.find((place) => spawnSync(place, ['-c', question], { stdio: 'ignore' }).status === 0) ?? null;
}

/** What the tests need: of generated code, of transforms, of sets, of scores. */
export const pythonFor = {
  keras: () => findPython(['keras', 'jax']),
  tensorflow: () => findPython(['keras', 'tensorflow']),
  pytorch: () => findPython(['torch', 'torchvision']),
  pictures: () => findPython(['albumentations', 'PIL']),
  sets: () => findPython(['numpy', 'PIL']),
  scores: () => findPython(['sklearn']),
};

const hashOf = (/** @type {Environment} */ name) =>
  createHash('sha256')
    .update(readFileSync(listOf(name)))
    .digest('hex');

const isInstalled = (/** @type {Environment} */ name) =>
  existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === hashOf(name);

/** @type {import('node:child_process').SpawnOptions} */
const quiet = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/**
 * @param {string} program
 * @param {string[]} args
 */
async function must(program, args) {
  const status = await run(program, args, quiet);
  if (status !== 0) throw new Failure(`“${program} ${args.join(' ')}” ended with ${status}.`);
}

/** PyTorch is Debian's own package, and so is what makes environments. */
async function installDebianPackages() {
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!mayInstall || (pythonFor.pytorch() !== null && findPython(['venv', 'ensurepip']) !== null)) return;
  console.error('Installing Debian’s python3-torchvision and python3-venv …');
  await must('apt-get', ['update']);
  await must('apt-get', [
    ...['install', '-y', '--no-install-recommends'],
    ...['python3-torchvision', 'python3-venv'],
  ]);
}

/** @param {Environment} name */
async function install(name) {
  if (isInstalled(name)) return;
  const title = environments[name];
  const base = ['/usr/bin/python3', 'python3', 'python'].find(
    (place) => spawnSync(place, ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0,
  );
  if (base === undefined) throw new Failure(`No Python here can make an environment for ${title}.`);
  console.error(`Installing ${title} …`);
  rmSync(folderOf(name), { recursive: true, force: true });
  await must(base, ['-m', 'venv', folderOf(name)]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  try {
    await must(programOf(name), [...pip, '--requirement', listOf(name)]);
  } catch (error) {
    // What is half there would be taken for what the tests need.
    rmSync(folderOf(name), { recursive: true, force: true });
    throw error;
  }
  writeFileSync(stampOf(name), hashOf(name));
}

/**
 * Installs what is missing, once for each list. Answers what can't be run and why, a sentence each.
 * @returns {Promise<readonly string[]>}
 */
export async function ensurePythons() {
  /** @param {() => Promise<void>} step */
  const attempt = async (step) => {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      console.error(error.message);
    }
  };
  await attempt(installDebianPackages);
  for (const name of /** @type {Environment[]} */ (Object.keys(environments)))
    await attempt(() => install(name));
  const lacks = /** @type {const} */ ([
    ['Keras on JAX', pythonFor.keras()],
    ['Keras on TensorFlow', pythonFor.tensorflow()],
    ['PyTorch (Debian’s python3-torchvision)', pythonFor.pytorch()],
    ['Albumentations and Pillow', pythonFor.pictures()],
    ['NumPy and Pillow', pythonFor.sets()],
    ['scikit-learn', pythonFor.scores()],
  ]);
  return lacks.flatMap(([title, python]) =>
    python === null ? [`there is no Python with ${title} here.`] : [],
  );
}
