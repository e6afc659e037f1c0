// The pinned compiler, and what it is given.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const settings = {
  viaIR: true,
  optimizer: { enabled: true, runs: 200 },
  evmVersion: 'cancun',
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
};

/** The contracts' sources, by their path. */
export function sources() {
  const found = {};
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.sol')) continue;
    const path = join(entry.parentPath, entry.name);
    found[relative(root, path)] = { content: readFileSync(path, 'utf8') };
  }
  return found;
}

/** The compiled contracts by file and name, and what the compiler says of them. */
export function compile({ sources: given, settings: wanted }) {
  const input = { language: 'Solidity', sources: given, settings: wanted };
  const { contracts = {}, errors = [] } = JSON.parse(solc.compile(JSON.stringify(input)));
  return { output: contracts, messages: errors };
}

/** Puts a contract where the forge tests take it from. */
export function writeArtifact(name, { abi, evm }) {
  const folder = join(root, 'cache', 'artifacts');
  mkdirSync(folder, { recursive: true });
  const bytecode = { object: `0x${evm.bytecode.object}`, linkReferences: {} };
  const deployedBytecode = { object: `0x${evm.deployedBytecode.object}`, linkReferences: {} };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ abi, bytecode, deployedBytecode }));
}
