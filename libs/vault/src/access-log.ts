import { sameHash, verifyConsistency, verifyInclusion, type Hash } from '@custodia/merkle';
import { NO_LEAF, leafName, lineLeaf, openLine, type AccessLine, type LogRecord } from './access-lines.js';
import { VaultError } from './errors.js';
import { NODES_NEEDED, type GateNode } from './gate.js';
import type { PatientKeys } from './identity.js';
import { readHead, type TreeHead } from './tree-heads.js';

/** A line with its proof. */
export interface ProvenRecord extends LogRecord {
  /** Its place in the node's tree. */
  readonly index: number;
  /** RFC 9162 inclusion path in the tree of the head. */
  readonly path: readonly Hash[];
}

/** A root that stands on the ledger. */
export interface AnchoredHead {
  readonly size: number;
  readonly root: Hash;
}

/** What this device saw of a node's log the last time. */
export interface Pin extends AnchoredHead {
  /** How many lines of this patient, pending ones included. */
  readonly lines: number;
}

/** What one node says of its log, and what the ledger says of it. */
export interface NodeLog {
  readonly node: GateNode;
  readonly head: Uint8Array;
  readonly records: readonly ProvenRecord[];
  /** Lines that came after the head, in their order: not proven yet. */
  readonly pending?: readonly LogRecord[];
  readonly anchored: readonly AnchoredHead[];
  readonly pin?: Pin;
  /** RFC 9162 consistency path from the pin to the head. */
  readonly consistency?: readonly Hash[];
}

/** What is wrong with a log. */
export type LogFault =
  | 'HEAD_NOT_SIGNED'
  | 'HEAD_NOT_ANCHORED'
  | 'FORKED'
  | 'CUT_SHORT'
  | 'REWRITTEN'
  | 'LINE_NOT_IN_LOG'
  | 'LINE_UNREADABLE'
  | 'LINE_MISSING'
  | 'LINE_OUT_OF_ORDER'
  | 'UNPAIRED';

/** A fault, at which node, and of which line. */
export interface LogFinding {
  readonly fault: LogFault;
  readonly node: string;
  readonly index?: number;
  readonly requestHash?: string;
}

/** The lines that a patient can rely on, and everything that is wrong. */
export interface CheckedLog {
  readonly lines: readonly AccessLine[];
  /** Lines that no anchored head covers yet. */
  readonly pending: readonly AccessLine[];
  readonly findings: readonly LogFinding[];
  /** To be kept for the next time, of nodes without findings. */
  readonly pins: ReadonlyMap<string, Pin>;
}

/** Seconds in which a line has to come under a head on the ledger. */
export const ANCHOR_PATIENCE = 3600;

/** Checks the logs of all nodes, on the patient's own device. @param now Unix time in seconds */
export async function checkLogs(
  logs: readonly NodeLog[],
  keys: Pick<PatientKeys, 'pseudonym' | 'log'>,
  now = Math.floor(Date.now() / 1000),
): Promise<CheckedLog> {
  const checked = await Promise.all(logs.map((log) => checkNode(log, keys, now)));
  const findings = [
    ...checked.flatMap((each) => each.findings),
    ...unpaired(checked.map(({ lines, pending }) => [...lines, ...pending])),
  ];
  const pins = checked.flatMap(({ pin }, i) => (pin ? [[logs[i]?.node.id ?? '', pin] as const] : []));
  return {
    lines: checked.flatMap(({ lines }) => lines),
    pending: checked.flatMap(({ pending }) => pending),
    findings,
    pins: new Map(pins),
  };
}

interface CheckedNode {
  readonly lines: readonly AccessLine[];
  readonly pending: readonly AccessLine[];
  readonly findings: readonly LogFinding[];
  readonly pin?: Pin;
}

async function checkNode(
  log: NodeLog,
  keys: Pick<PatientKeys, 'pseudonym' | 'log'>,
  now: number,
): Promise<CheckedNode> {
  const node = log.node.id;
  const head = await headOf(log);
  if (!head) return { lines: [], pending: [], findings: [{ fault: 'HEAD_NOT_SIGNED', node }] };
  const findings: LogFinding[] = headFaults(log, head).map((fault) => ({ fault, node }));
  let previous = NO_LEAF;
  let next = 0;
  /** The line, if it is readable; whether it follows on the one before it. */
  const follow = async (record: LogRecord, leaf: Hash, index?: number): Promise<AccessLine[]> => {
    const at = { node, ...(index !== undefined && { index }) };
    const line = await lineOf(record, node, keys);
    if (!line || line.node !== node) {
      findings.push({ fault: 'LINE_UNREADABLE', ...at });
      return [];
    }
    if (line.seq > next) findings.push({ fault: 'LINE_MISSING', ...at });
    else if (line.seq < next || line.previous !== previous)
      findings.push({ fault: 'LINE_OUT_OF_ORDER', ...at });
    [previous, next] = [leafName(leaf), line.seq + 1];
    return [line];
  };
  const lines: AccessLine[] = [];
  // In the order of the tree: who reorders lines moves their places.
  for (const each of [...log.records].sort((a, b) => a.index - b.index)) {
    const leaf = await lineLeaf(each);
    const { index, path } = each;
    if (verifyInclusion({ leaf, index, path, size: head.size, root: head.root }))
      lines.push(...(await follow(each, leaf, index)));
    else findings.push({ fault: 'LINE_NOT_IN_LOG', node, index });
  }
  const pending: AccessLine[] = [];
  for (const each of log.pending ?? []) pending.push(...(await follow(each, await lineLeaf(each))));
  if (pending.some(({ time }) => now - time > ANCHOR_PATIENCE))
    findings.push({ fault: 'HEAD_NOT_ANCHORED', node });
  const seen = lines.length + pending.length;
  if (log.pin && seen < log.pin.lines) findings.push({ fault: 'LINE_MISSING', node });
  if (findings.length > 0) return { lines, pending, findings };
  return { lines, pending, findings, pin: { size: head.size, root: head.root, lines: seen } };
}

function headFaults({ anchored, pin, consistency = [] }: NodeLog, { size, root }: TreeHead): LogFault[] {
  const faults: LogFault[] = [];
  const same = anchored.filter((anchor) => anchor.size === size);
  // A log that has not begun claims nothing.
  if (same.length === 0 && size > 0) faults.push('HEAD_NOT_ANCHORED');
  else if (!same.every((anchor) => sameHash(anchor.root, root))) faults.push('FORKED');
  // A new device knows no earlier state; the ledger does.
  if (anchored.some((anchor) => anchor.size > size)) faults.push('CUT_SHORT');
  if (pin && pin.size > 0) {
    const kept = { oldSize: pin.size, oldRoot: pin.root, size, root, path: consistency };
    if (!verifyConsistency(kept)) faults.push('REWRITTEN');
  }
  return faults;
}

/** What hands out data, and so takes two nodes: the others are between a reader and one node. */
const DELIVERIES: readonly AccessLine['event'][] = [
  'release',
  're-wrap',
  'break-glass',
  'export',
  'prescription-read',
  'research',
  'therapy-check',
];

/** Every delivery must stand in the logs of two nodes, since it took two. */
function unpaired(logs: readonly (readonly AccessLine[])[]): LogFinding[] {
  const places = new Map<string, Set<string>>();
  for (const line of logs.flat().filter(({ event }) => DELIVERIES.includes(event)))
    places.set(line.requestHash, (places.get(line.requestHash) ?? new Set()).add(line.node));
  return [...places].flatMap(([requestHash, nodes]) => {
    const [node = ''] = nodes;
    return nodes.size < NODES_NEEDED ? [{ fault: 'UNPAIRED' as const, node, requestHash }] : [];
  });
}

async function headOf({ head, node }: NodeLog): Promise<TreeHead | undefined> {
  const read = await orUndefined(readHead(head, node));
  return read?.node === node.id ? read : undefined;
}

function lineOf(from: LogRecord, node: string, { pseudonym, log }: Pick<PatientKeys, 'pseudonym' | 'log'>) {
  return orUndefined(openLine(from, node, pseudonym, log.privateKey));
}

async function orUndefined<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    // What cannot be read is a finding, not a failure.
    if (error instanceof VaultError) return undefined;
    throw error;
  }
}
