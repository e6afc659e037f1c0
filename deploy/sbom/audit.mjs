import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** Licences that allow what Apache-2.0 allows, or bind only changes of the package itself. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'LLVM-exception',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
]);
/** Packages whose manifest names no licence, read by hand. @type {Record<string, string>} */
const READ_BY_HAND = { memorystream: 'MIT', 'png-js': 'MIT' };
/** A library of pictures that Next.js loads where it is installed, unchanged and apart (LGPL, section 4). */
const LOADED_APART = /^@img\/sharp-/;
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/**
 * What is audited, without a network.
 * @typedef {object} Audited
 * @property {Record<string, import('./sbom.mjs').Locked & { os?: string[], hasInstallScript?: boolean }>} packages of the lock file
 * @property {Record<string, boolean>} allowScripts packages that may run a script when they are installed
 * @property {Record<string, Record<string, string>>} manifests what each of our own manifests asks for
 * @property {{ asOf: string, bad: { name: string, below?: string, versions?: string[], why: string }[] }} known what is known to be bad
 * @property {(path: string) => boolean} installed whether a path of the lock file is there
 */

/**
 * Everything that speaks against the packages of others; nothing where all is well.
 * @param {Audited} audited
 * @returns {string[]}
 */
export function findingsOf({ packages, allowScripts, manifests, known, installed }) {
  const foreign = Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && !link,
  );
  const findings = foreign.flatMap(([path, locked]) => {
    const name = nameOf(path);
    const { version = '', integrity, license, optional, os, hasInstallScript } = locked;
    const here = installed(path);
    const bad = known.bad.find((entry) => entry.name === name && isMeant(entry, version));
    return [
      ...(integrity || (!here && optional && os) ? [] : [`${path}: is not locked to its content`]),
      ...(isAllowed(name, license) ? [] : [`${path}: has the licence ${license ?? 'none'}`]),
      ...(hasInstallScript && here && !allowScripts[name]
        ? [`${path}: runs a script that nobody approved`]
        : []),
      ...(bad ? [`${path}: ${version} is known to be bad: ${bad.why}`] : []),
    ];
  });
  const loose = Object.entries(manifests).flatMap(([folder, asked]) =>
    Object.entries(asked)
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => `${folder}: asks for ${name}@${version}, which is no exact version`),
  );
  return [...findings, ...loose];
}

/**
 * @param {string} name
 * @param {string | undefined} license
 */
function isAllowed(name, license) {
  const words = (license ?? READ_BY_HAND[name] ?? 'none').replaceAll(/[()]/g, '').split(/ (?:AND|OR|WITH) /);
  return LOADED_APART.test(name) || words.every((word) => ALLOWED.has(word));
}

/**
 * @param {{ below?: string, versions?: string[] }} entry
 * @param {string} version
 */
function isMeant({ below, versions }, version) {
  return (versions?.includes(version) ?? false) || (below !== undefined && isBelow(version, below));
}

/**
 * Semantic versioning, section 11, without the order among pre-releases: each of them is below its release.
 * @param {string} version
 * @param {string} limit
 */
function isBelow(version, limit) {
  const [own, other] = [version, limit].map((text) => (text.split('-')[0] ?? '').split('.').map(Number));
  for (const n of [0, 1, 2]) {
    const difference = (own?.[n] ?? 0) - (other?.[n] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return version.includes('-') && !limit.includes('-');
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * The packages of this checkout.
 * @returns {Audited}
 */
export function ownPackages() {
  const folders = ['libs', 'apps'].flatMap((parent) =>
    readdirSync(new URL(parent, ROOT)).map((name) => `${parent}/${name}`),
  );
  const ours = ['.', 'contracts', 'test', ...folders].filter((folder) =>
    existsSync(new URL(`${folder}/package.json`, ROOT)),
  );
  return {
    packages: read('package-lock.json').packages,
    allowScripts: read('package.json').allowScripts,
    manifests: Object.fromEntries(
      ours.map((folder) => {
        const { dependencies, devDependencies } = read(`${folder}/package.json`);
        return [folder, { ...dependencies, ...devDependencies }];
      }),
    ),
    known: read('deploy/sbom/known-bad.json'),
    installed: (path) => existsSync(new URL(path, ROOT)),
  };
}

/** @param {string} path */
function read(path) {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const audited = ownPackages();
  const findings = findingsOf(audited);
  for (const finding of findings) console.error(finding);
  const { asOf, bad } = audited.known;
  console.log(
    `${Object.keys(audited.packages).length} packages, ${findings.length} findings; ${bad.length} entries known to be bad, as of ${asOf}.`,
  );
  if (findings.length > 0) process.exitCode = 1;
}
