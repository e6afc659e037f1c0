import { encodeCall, KeyRight, type Hex } from '@custodia/ledger';
import { ANCHOR_PATIENCE } from '@custodia/vault';
import { readLogs, requestRelease } from '@custodia/vault/nodes';
import { Wallet } from 'ethers';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { DEMO_ANCHOR_KEYS } from '../../config-demo.js';
import { PARTY } from '../../testing/founding.js';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import { dispensed, granted, newPatient, newReader } from '../../testing/patients.js';
import { readingOf } from '../../testing/readings.js';
import { Anchoring } from './anchoring.js';

// What docs/operating.md has the operator and the regulator do where an anchor key may have leaked.

const REGULATOR = 1;
/** The accounts of the chain that hold the regulator's keys. */
const [FIRST, SECOND] = [1, 4];
const key = new Wallet(DEMO_ANCHOR_KEYS[1]).address as Hex;
const operation = () => `0x${randomUUID().replaceAll('-', '')}` as const;

let bench: NodesBench;
beforeAll(async () => {
  bench = await openNodesBench();
});
afterAll(() => bench?.close());

const anchorAt = (node: number) => bench.nodes[node]!.app.get(Anchoring).anchor();

/** Lets the reader of a new patient look, and says which nodes answered. */
async function looked() {
  const patient = await newPatient(bench);
  const envelopes = await dispensed(bench, patient);
  const grant = await granted(bench, patient, await newReader());
  const { receipts, failures } = await requestRelease(bench.doors, readingOf(grant, patient, envelopes));
  expect(failures).toEqual([]);
  return { patient, nodes: receipts.map(({ node }) => node).sort() };
}

it('a node whose anchor key was withdrawn takes and releases, and shows as a fault until the key is given back', async () => {
  const registry = bench.contracts.partyRegistry;
  const change = { regulator: REGULATOR, party: PARTY, key };
  await bench.send(
    registry,
    encodeCall('partyRegistry', 'withdrawKey', { operation: operation(), ...change }),
    FIRST,
  );

  const { patient, nodes } = await looked();
  expect(nodes).toEqual(['node-1', 'node-2', 'node-3']);
  await expect(anchorAt(1)).rejects.toThrow('no party gave the key');
  const logs = () => readLogs(bench.doors, patient.gate, patient.keys);
  expect((await logs()).findings).toEqual([]);
  // Afterwards: that the patient has read the log is a line of it.
  await Promise.all([anchorAt(0), anchorAt(2)]);

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * ANCHOR_PATIENCE * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  expect((await logs()).findings).toEqual([{ fault: 'HEAD_NOT_ANCHORED', node: 'node-2' }]);

  const given = { ...change, rights: KeyRight.Operate };
  const proposal = operation();
  await bench.send(
    registry,
    encodeCall('partyRegistry', 'proposeKey', { operation: proposal, ...given }),
    FIRST,
  );
  const approval = { operation: operation(), proposal, ...given };
  await bench.send(registry, encodeCall('partyRegistry', 'approveKey', approval), SECOND);
  // First the head that the ledger refused, then what has come since.
  await anchorAt(1);
  await anchorAt(1);
  expect((await logs()).findings).toEqual([]);
});
