import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/**
 * A package as the lock file has it.
 * @typedef {object} Locked
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {string} [license]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 * @property {Record<string, string>} [dependencies]
 */

/**
 * The bill of materials (CycloneDX 1.6) of a lock file: the same for the same file, so that it can be compared.
 * @param {{ name: string, version: string, packages: Record<string, Locked> }} lock
 */
export function billOfMaterials(lock) {
  const text = JSON.stringify(lock.packages);
  const serial = createHash('sha256').update(text).digest('hex');
  const components = Object.entries(lock.packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, locked]) => component(path, locked))
    .sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${serial.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')}`,
    version: 1,
    metadata: { component: { type: 'application', name: lock.name, version: lock.version } },
    components,
  };
}

/**
 * @param {string} path
 * @param {Locked} locked
 */
function component(path, { version = '', integrity, license, dev, optional }) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const [group, own] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': `${purl}#${path}`,
    ...(group && { group }),
    name: own ?? name,
    version,
    scope: dev || optional ? 'optional' : 'required',
    purl,
    ...(license && { licenses: [{ expression: license }] }),
    ...(integrity && { hashes: [hashOf(integrity)] }),
  };
}

/** @param {string} integrity of the lock file: `sha512-` and base64 */
function hashOf(integrity) {
  const [algorithm = '', digest = ''] = integrity.split(' ')[0]?.split('-', 2) ?? [];
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(digest, 'base64').toString('hex'),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lock = JSON.parse(readFileSync(new URL('package-lock.json', ROOT), 'utf8'));
  const target = process.argv[2] ?? 'sbom.json';
  writeFileSync(target, `${JSON.stringify(billOfMaterials(lock), null, 2)}\n`);
  console.log(`${target}: ${Object.keys(lock.packages).length} packages`);
}
