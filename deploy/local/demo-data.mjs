import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { paths, ROOT } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */

/**
 * Stops a start whose contracts are not those that the kept chain was made with, unless the user has chosen.
 * @param {Settings} settings
 */
export function settleChangedContracts(settings) {
  const { contracts } = paths(settings);
  if (settings.choice === 'reset') reset(settings);
  if (settings.ledgerRpcUrl) return; // that chain is not ours to judge
  const now = contractsFingerprint();
  if (existsSync(contracts) && readFileSync(contracts, 'utf8') !== now && !settings.choice) {
    throw new Error(
      `The contracts have changed since the demo in ${settings.dataDir} was made. Choose:\n` +
        '  npm start -- --reset   delete the demo and make it anew with the changed contracts\n' +
        '  npm start -- --keep    go on with the demo and the contracts that it was made with',
    );
  }
  writeFileSync(contracts, now);
}

/** @param {Settings} settings */
function reset(settings) {
  if (settings.databaseUrl || settings.ledgerRpcUrl) {
    throw new Error('--reset deletes the embedded demo only. Empty your own database and chain yourself.');
  }
  const { chain, contracts, keys, nodes, passphrase, postgres, signIns } = paths(settings);
  // As root, the data may lie elsewhere, with a link here: see the embedded PostgreSQL.
  if (existsSync(postgres)) {
    const place = realpathSync(postgres);
    rmSync(place === postgres ? place : dirname(place), { recursive: true });
  }
  for (const path of [postgres, chain, contracts, signIns, nodes, keys, passphrase])
    rmSync(path, { recursive: true, force: true });
}

/** A hash over the compiled contracts. */
function contractsFingerprint() {
  const folder = join(ROOT, 'contracts', 'generated');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return `${hash.digest('hex')}\n`;
}
