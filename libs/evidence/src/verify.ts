import {
  EventDecoder,
  canonicalText,
  concernsUnit,
  evidenceArgs,
  evidenceHash,
  fromHex,
  lotIdOf,
  lotKeyOf,
  type ChainRpc,
  type EvidenceBundle,
  type EvidenceEvent,
  type EvidenceLot,
  type EvidenceTransaction,
  type Hex,
  type LedgerEvent,
  type Receipt,
} from '@custodia/ledger';
import { serialCommitment, serialLeaf, verifyInclusion } from '@custodia/merkle';
import { checkAnchor } from './anchor.js';
import { isContract, logsBetween } from './node.js';

/** One thing that was looked at, in words. */
export interface Check {
  readonly says: string;
  readonly holds: boolean;
}

export interface Report {
  readonly checks: readonly Check[];
  /** Everything that was looked at holds. */
  readonly holds: boolean;
  /** The reader named the contracts; else everything holds for contracts that only the bundle names. */
  readonly confirmed: boolean;
}

/** Where an event stands on the chain that the reader trusts. */
interface Placed {
  readonly event: LedgerEvent;
  readonly block: number;
  readonly key: string;
}

/**
 * Checks a bundle against a node that the reader trusts. What the bundle says of the ledger must be what the node says, all
 * of it; and its hash, which covers the rest, must be on the ledger.
 * @param contracts The addresses that the consortium publishes, from elsewhere than the bundle; empty if not known.
 */
export async function verifyEvidence(
  bundle: EvidenceBundle,
  rpc: ChainRpc,
  contracts: readonly string[] = [],
): Promise<Report> {
  const checks: Check[] = [];
  const add = (holds: boolean, says: string) => checks.push({ holds, says });
  add(evidenceHash(bundle) === bundle.hash, 'the hash is that of the content');
  bundle.alerts.forEach((alert, at) =>
    add(evidenceHash(alert) === alert.hash, `alert ${at} (${alert.rule}): its hash is that of its content`),
  );
  await checkChain(bundle, rpc, contracts, add);
  const placed = await checkTransactions(bundle, rpc, add);
  checkLots(bundle, placed, add);
  checkPacks(bundle, add);
  await checkComplete(bundle, rpc, placed, add);
  await checkAnchor(bundle, rpc, add);
  return { checks, holds: checks.every(({ holds }) => holds), confirmed: contracts.length > 0 };
}

type Add = (holds: boolean, says: string) => void;

async function checkChain(
  { chain }: EvidenceBundle,
  rpc: ChainRpc,
  trusted: readonly string[],
  add: Add,
): Promise<void> {
  add((await rpc.chainId()) === chain.chainId, `the node is of chain ${chain.chainId}`);
  add((await rpc.blockNumber()) >= chain.upTo, `the node has block ${chain.upTo}`);
  const known = new Set(trusted.map((address) => address.toLowerCase()));
  for (const [name, address] of Object.entries(chain.contracts)) {
    if (known.size > 0) add(known.has(address), `${name} ${address} is one of the contracts that you named`);
    add(await isContract(rpc, address), `${name} ${address} is a contract`);
  }
}

/** Every transaction and event as the node has it, in the order of the chain. */
async function checkTransactions(bundle: EvidenceBundle, rpc: ChainRpc, add: Add): Promise<Placed[]> {
  const { transactions, chain } = bundle;
  const decoder = new EventDecoder(chain.contracts);
  const receipts = await inPortions(transactions, (some) => rpc.receipts(some.map(({ hash }) => hash)));
  const placed: Placed[] = [];
  let last = { block: -1, log: -1 };
  for (const [at, transaction] of transactions.entries()) {
    const name = `transaction ${at} (${transaction.hash.slice(0, 10)}…)`;
    const receipt = receipts[at];
    add(isMined(transaction, receipt), `${name} is in block ${transaction.blockNumber}, and succeeded`);
    const block = await rpc.block(transaction.blockNumber);
    add(
      block?.hash === transaction.blockHash && block.timestamp === transaction.timestamp,
      `${name}: the block has this hash and this time`,
    );
    add(transaction.events.length > 0, `${name} tells something`);
    for (const [position, event] of transaction.events.entries()) {
      const which = `${name}, event ${position} (${event.name})`;
      add(isLogOf(event, receipt), `${which} is in its receipt, every byte of it`);
      const decoded = decode(decoder, event);
      add(decoded !== undefined && saysThat(event, decoded), `${which} says what the bundle says it says`);
      const here = { block: transaction.blockNumber, log: event.logIndex };
      add(
        here.block > last.block || (here.block === last.block && here.log > last.log),
        `${which} comes after the one before`,
      );
      last = here;
      if (!decoded) continue;
      const key = keyOf(transaction.blockHash, event.logIndex);
      placed.push({ event: decoded, block: transaction.blockNumber, key });
    }
  }
  return placed;
}

/** What an event says, or nothing where its bytes are no event. */
function decode(decoder: EventDecoder, event: EvidenceEvent): LedgerEvent | undefined {
  try {
    return decoder.decode(event);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isMined(transaction: EvidenceTransaction, receipt: Receipt | undefined): boolean {
  return (
    receipt !== undefined &&
    receipt.succeeded &&
    receipt.blockHash === transaction.blockHash &&
    receipt.blockNumber === transaction.blockNumber
  );
}

function isLogOf(event: EvidenceEvent, receipt: Receipt | undefined): boolean {
  const log = receipt?.logs.find(({ logIndex }) => Number(logIndex) === event.logIndex);
  return (
    log !== undefined &&
    log.address.toLowerCase() === event.address &&
    log.data === event.data &&
    log.topics.length === event.topics.length &&
    log.topics.every((topic, index) => topic === event.topics[index])
  );
}

function saysThat(event: EvidenceEvent, decoded: LedgerEvent): boolean {
  return decoded.name === event.name && canonicalText(evidenceArgs(decoded)) === canonicalText(event.args);
}

/** Lots are what their hashed ids say, and were registered with this root and size. */
function checkLots({ lots }: EvidenceBundle, placed: readonly Placed[], add: Add): void {
  const seen = new Set<string>();
  for (const [at, lot] of lots.entries()) {
    const name = `lot ${at} (${lot.gtin}, ${lot.lotNumber})`;
    add(!seen.has(lot.lot), `${name} is named once`);
    seen.add(lot.lot);
    add(lotIdOf(lot) === lot.lotId, `${name}: product, number, expiry and salt give its id`);
    add(lotKeyOf(lot.maker, lot.lotId) === lot.lot, `${name}: its id and its maker give its key`);
    add(
      placed.some(({ event }) => event.name === 'LotRegistered' && isRegistrationOf(event.args, lot)),
      `${name} was registered with this root, size and expiry`,
    );
  }
}

type Registration = Extract<LedgerEvent, { name: 'LotRegistered' }>['args'];

function isRegistrationOf(args: Registration, lot: EvidenceLot): boolean {
  return (
    args.lot === lot.lot &&
    args.lotId === lot.lotId &&
    args.maker === lot.maker &&
    args.root === lot.root &&
    args.units === lot.units &&
    args.expiryDay === lot.expiryDay
  );
}

/** Each serial number is the one that the maker committed to for its place. */
function checkPacks({ packs, lots }: EvidenceBundle, add: Add): void {
  const seen = new Set<string>();
  for (const [at, { lot: key, index, serial, salt, path }] of packs.entries()) {
    const name = `pack ${at} (${serial})`;
    add(!seen.has(`${key}:${index}`), `${name} is named once`);
    seen.add(`${key}:${index}`);
    const lot = lots.find((one) => one.lot === key);
    add(
      lot !== undefined &&
        verifyInclusion({
          leaf: serialLeaf(index, serialCommitment(fromHex(salt), serial)),
          index,
          size: lot.units,
          path: path.map(fromHex),
          root: fromHex(lot.root),
        }),
      `${name} is unit ${index} of its lot: the path leads to the root that the maker registered`,
    );
  }
  for (const [at, lot] of lots.entries())
    add(
      packs.length === 0 || packs.some((pack) => pack.lot === lot.lot),
      `lot ${at} has a pack in the bundle`,
    );
}

/** Nothing was left out: every event of the packs, until the block that was looked at last, is in the bundle. */
async function checkComplete(
  { chain, lots, packs }: EvidenceBundle,
  rpc: ChainRpc,
  placed: readonly Placed[],
  add: Add,
): Promise<void> {
  const decoder = new EventDecoder(chain.contracts);
  const given = new Set(placed.map(({ key }) => key));
  const needed = new Set<string>();
  for (const { lot } of lots) {
    const indices = packs.filter((pack) => pack.lot === lot).map(({ index }) => index);
    // Nothing happens to a lot before it is registered; that it was, is another check.
    const first = Math.min(chain.upTo, ...placed.filter(isRegistered(lot)).map(({ block }) => block));
    const logs = [
      // Dispensed carries its operation in the order, and so its lot one topic earlier.
      ...(await logsBetween(rpc, first, chain.upTo, chain.contracts.lotLedger, [null, null, lot])),
      ...(await logsBetween(rpc, first, chain.upTo, chain.contracts.lotLedger, [null, lot])),
    ];
    const missing = logs.filter((log) => {
      const event = decoder.decode(log);
      if (!event || !isAbout(event, lot, indices)) return false;
      const key = keyOf(log.blockHash, Number(log.logIndex));
      needed.add(key);
      return !given.has(key);
    });
    add(missing.length === 0, `no event of the packs of lot ${lot.slice(0, 10)}… was left out`);
  }
  add(
    [...given].every((key) => needed.has(key)),
    'every event concerns one of the packs',
  );
}

/** A lot without packs in the bundle is told by what concerns all of it. */
function isAbout(event: LedgerEvent, lot: Hex, indices: readonly number[]): boolean {
  if (indices.length > 0) return indices.some((index) => concernsUnit(event, lot, index));
  return !('index' in event.args) && !('start' in event.args);
}

function isRegistered(lot: Hex): (placed: Placed) => boolean {
  return ({ event }) => event.name === 'LotRegistered' && event.args.lot === lot;
}

function keyOf(blockHash: string, logIndex: number): string {
  return `${blockHash}:${logIndex}`;
}

const PORTION = 200;

async function inPortions<T, R>(
  items: readonly T[],
  get: (some: readonly T[]) => Promise<R[]>,
): Promise<R[]> {
  const found: R[] = [];
  for (let start = 0; start < items.length; start += PORTION)
    found.push(...(await get(items.slice(start, start + PORTION))));
  return found;
}
