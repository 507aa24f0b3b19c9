/** What the app is made of, and under which licences: for the About box, and as a text beside the installed app. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { fromRoot } from './paths.mjs';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version empty for data
 * @property {string} license an SPDX expression; of several that are offered, the one that is taken
 * @property {string} text of the licence
 */

/**
 * @typedef {object} About
 * @property {string} name
 * @property {string} version
 * @property {string} license
 * @property {string} text
 * @property {readonly Part[]} parts libraries and data, by name
 */

/**
 * Where a library offers a choice, what is taken; each of these licences asks that a program says where its source is.
 * @type {Record<string, { license: string, madeFrom: string }>}
 */
const chosen = {
  elkjs: { license: 'EPL-2.0', madeFrom: 'the Eclipse Layout Kernel, https://github.com/eclipse-elk/elk' },
};

/**
 * Under which licence a library is used here. A choice that nobody made stops the build.
 * @param {{ name: string, version: string, license: string, repository?: string | { url?: string } }} manifest
 * @returns {{ license: string, notice: string }} the notice stands before the licence's text; empty where none is due
 */
function licenceTaken({ name, version, license, repository }) {
  if (!/\bOR\b|EPL|MPL|GPL|CDDL|EUPL/.test(license)) return { license, notice: '' };
  const choice = chosen[name];
  const url = (typeof repository === 'string' ? repository : repository?.url) ?? '';
  const source = url.replace(/^git\+/, '').replace(/\.git$/, '');
  if (
    choice === undefined ||
    !license.split(' OR ').includes(choice.license) ||
    !source.startsWith('https://')
  )
    throw new Failure(
      `build/lib/licences.mjs must say how ${name} is used, which is offered under ${license}.`,
    );
  const notice =
    `${name} ${version} is offered under ${license}; ConvCanvas uses and distributes it, unchanged but for bundling and ` +
    `shortening of names, under ${choice.license}.\n\nIts source code is available under ${choice.license} at ` +
    `${source}, version ${version}, and that of what it is made from: ${choice.madeFrom}.`;
  return { license: choice.license, notice };
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @param {string} folder */
function licenceText(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return names.map((name) => readFileSync(path.join(folder, name), 'utf8').trim()).join('\n\n');
}

/**
 * For a package that names its licence and holds no text of it.
 * @param {{ name: string, license: string, author?: string | { name?: string } }} manifest
 */
function standardText({ name, license, author }) {
  const whose = (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`;
  const texts = [...license.matchAll(/Apache-2\.0|MIT/g)].map(([id]) => {
    const text = readFileSync(fromRoot('build', 'licences', `${id}.txt`), 'utf8').trim();
    return text.replace('[holder]', whose);
  });
  if (texts.length === 0)
    throw new Failure(`${name} holds no text of its licence (${license}), nor does build/licences.`);
  return texts.join('\n\n');
}

/**
 * As Node finds a package from another one's folder.
 * @param {string} name
 * @param {string} from
 * @returns {string | null}
 */
function findPackage(name, from) {
  const folder = path.join(from, 'node_modules', name);
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(from);
  return parent === from ? null : findPackage(name, parent);
}

/**
 * What is installed for the app to run, and what that needs.
 * @returns {readonly Part[]}
 */
function libraries() {
  /** @type {Map<string, Part>} */
  const found = new Map();
  /** @type {(manifest: any, folder: string) => void} */
  const visit = (manifest, folder) => {
    const needed = { ...manifest.dependencies, ...manifest.optionalDependencies };
    for (const name of Object.keys(needed)) {
      const at = findPackage(name, folder);
      // Optional ones are for other platforms.
      if (at === null) {
        if (manifest.optionalDependencies?.[name] !== undefined) continue;
        throw new Failure(`${name} is not installed. Run npm ci, then try again.`);
      }
      const own = readJson(path.join(at, 'package.json'));
      const key = `${name}@${own.version}`;
      if (found.has(key)) continue;
      const license = typeof own.license === 'string' ? own.license : (own.license?.type ?? '');
      if (license === '') throw new Failure(`${name} does not say under which licence it is.`);
      const taken = licenceTaken({ ...own, license });
      const text = licenceText(at) || standardText({ ...own, license });
      found.set(key, {
        name,
        version: own.version,
        license: taken.license,
        text: [taken.notice, text].filter(Boolean).join('\n\n'),
      });
      visit(own, at);
    }
  };
  visit(readJson(fromRoot('package.json')), fromRoot());
  return [...found.values()];
}

/** @type {Record<string, string>} */
const dataLicences = { digits: 'CC-BY-4.0', 'fashion-mnist': 'MIT', mnist: 'CC-BY-SA-3.0' };

/** @returns {readonly Part[]} */
function dataSets() {
  return readdirSync(fromRoot('datasets'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const license = dataLicences[name];
      if (license === undefined)
        throw new Failure(`build/lib/licences.mjs does not know the licence of datasets/${name}.`);
      return { name: `Data: ${name}`, version: '', license, text: licenceText(fromRoot('datasets', name)) };
    });
}

/** @returns {About} */
export function about() {
  const { version, license } = readJson(fromRoot('package.json'));
  const parts = [...libraries(), ...dataSets()];
  return {
    name: 'ConvCanvas',
    version,
    license,
    text: readFileSync(fromRoot('LICENSE'), 'utf8').trim(),
    parts: parts.sort(
      (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'),
    ),
  };
}

/**
 * As one text, which is laid beside the installed app.
 * @param {About} whole
 */
export function licencesText({ name, version, text, parts }) {
  return [
    `${name} ${version}\n\n${text}`,
    ...parts.map((part) => {
      const title = [part.name, part.version, `(${part.license})`].filter(Boolean).join(' ');
      return `${title}\n\n${part.text}`;
    }),
  ].join(`\n\n${'-'.repeat(80)}\n\n`);
}
