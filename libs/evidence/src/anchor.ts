import {
  EVIDENCE_ANCHOR,
  EventDecoder,
  Role,
  ledgerInterfaces,
  type ChainRpc,
  type EvidenceBundle,
  type Hex,
  type LedgerEvent,
} from '@custodia/ledger';
import { ask, logsBetween } from './node.js';

type Anchored = Extract<LedgerEvent, { name: 'Anchored' }>['args'];

/**
 * The bundle's hash is on the ledger, put there by a regulator: what the bundle says besides the ledger's own facts is what
 * it said then. Anybody may repeat an operation id, so that only an anchor of this very hash counts.
 */
export async function checkAnchor(
  { chain, anchor, hash, transactions }: EvidenceBundle,
  rpc: ChainRpc,
  add: (holds: boolean, says: string) => void,
): Promise<void> {
  const { anchorLog, lotLedger, partyRegistry } = chain.contracts;
  const decoder = new EventDecoder(chain.contracts);
  const topic = ledgerInterfaces.anchorLog.getEvent('Anchored')?.topicHash ?? null;
  const operation = anchor.operation.padEnd(66, '0');
  const logs = await logsBetween(rpc, chain.upTo, await rpc.blockNumber(), anchorLog, [topic, operation]);
  const count = BigInt(transactions.reduce((sum, { events }) => sum + events.length, 0));
  const found = logs
    .map((log) => decoder.decode(log))
    .find((event): event is Extract<LedgerEvent, { name: 'Anchored' }> => {
      if (event?.name !== 'Anchored') return false;
      const { root, kind, party } = event.args;
      return (
        root === hash && kind === EVIDENCE_ANCHOR && party === anchor.party && event.args.count === count
      );
    });
  add(found !== undefined, `the bundle's hash was anchored on the ledger by party ${anchor.party}`);
  const regulator = found && (await isRegulator(rpc, partyRegistry, found.args));
  add(regulator === true, `party ${anchor.party} is a regulator of this consortium`);
  const registry = `0x${'0'.repeat(24)}${partyRegistry.slice(2)}`;
  const owns = async (name: 'anchorLog' | 'lotLedger', address: Hex) =>
    (await ask(rpc, address, ledgerInterfaces[name].encodeFunctionData('registry'))).toLowerCase() ===
    registry;
  add(
    (await owns('anchorLog', anchorLog)) && (await owns('lotLedger', lotLedger)),
    'the contracts belong together',
  );
}

async function isRegulator(rpc: ChainRpc, registry: Hex, { party, operator }: Anchored): Promise<boolean> {
  const question = ledgerInterfaces.partyRegistry.encodeFunctionData('authority', [party, operator]);
  const answer = await ask(rpc, registry, question);
  // Where there is no such contract, the answer is empty.
  if (answer.length !== 2 + 3 * 64) return false;
  const [roles] = ledgerInterfaces.partyRegistry.decodeFunctionResult('authority', answer) as unknown as [
    bigint,
  ];
  return (Number(roles) & Role.Regulator) !== 0;
}
