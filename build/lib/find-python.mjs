import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { fromRoot } from './paths.mjs';
import { run } from './run.mjs';

/** @typedef {'keras' | 'torch' | 'torchvision'} PythonModule */

/** Keras 3 computes through another library; JAX is the smallest that it can draw a network with. */
const wheels = ['keras==3.12.0', 'jax==0.10.2'];
const environment = fromRoot('.cache', 'python');
const ownPython = fromRoot('.cache', 'python', 'bin', 'python');

/**
 * A Python that has these modules: the one that PYTHON names, ours in .cache, or the machine's.
 * @param {readonly string[]} modules
 * @returns {string | null}
 */
export function findPython(modules) {
  const chosen = process.env['PYTHON'];
  const places = [...(chosen ? [chosen] : []), ownPython, '/usr/bin/python3', 'python3', 'python'];
  const question = `import importlib.util, sys; sys.exit(not all(importlib.util.find_spec(m) for m in ${JSON.stringify(modules)}))`;
  return places.find((place) => spawnSync(place, ['-c', question], { stdio: 'ignore' }).status === 0) ?? null;
}

/** What the tests of generated code need, by framework. */
export const pythonFor = {
  keras: () => findPython(['keras', 'jax']),
  pytorch: () => findPython(['torch', 'torchvision']),
};

/**
 * Installs what is missing, where this is Debian and we may: PyTorch as Debian's package, Keras from PyPI.
 * Returns why the code can't be run, or null where it can.
 * @returns {Promise<string | null>}
 */
export async function ensurePython() {
  const missing = () =>
    [pythonFor.keras() ? [] : ['Keras'], pythonFor.pytorch() ? [] : ['PyTorch']].flat().join(' and ');
  if (missing() === '') return null;
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (mayInstall) {
    console.error(`Installing ${missing()} for the tests of generated code …`);
    try {
      await install();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      console.error(error.message);
    }
  }
  return missing() === ''
    ? null
    : `Python has no ${missing()} here: install python3-torchvision (Debian), and “pip install ${wheels.join(' ')}”.`;
}

async function install() {
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  /** @param {string} program @param {string[]} args */
  const must = async (program, args) => {
    const status = await run(program, args, options);
    if (status !== 0) throw new Failure(`“${program} ${args.join(' ')}” ended with ${status}.`);
  };
  if (!pythonFor.pytorch() || !existsSync('/usr/bin/python3')) {
    await must('apt-get', ['update']);
    await must('apt-get', [
      'install',
      '-y',
      '--no-install-recommends',
      'python3-torchvision',
      'python3-venv',
    ]);
  }
  if (!pythonFor.keras()) {
    await must('/usr/bin/python3', ['-m', 'venv', environment]);
    await must(ownPython, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...wheels]);
  }
}
