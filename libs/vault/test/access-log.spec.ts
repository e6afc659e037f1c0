import { consistencyPath, inclusionPath, leafHash, rootOf, type Hash } from '@custodia/merkle';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes, toHex } from '../src/bytes.js';
import {
  ANCHOR_PATIENCE,
  NO_LEAF,
  checkLogs,
  leafName,
  lineLeaf,
  readHead,
  readReceipt,
  sealLine,
  signHead,
  signReceipt,
  type AccessLine,
  type LogFault,
  type LogRecord,
  type NodeLog,
} from '../src/index.js';
import { NOW, newWorld, type TestNode, type World } from './world.js';

/** Of other patients, before the last ten: with ours, the log has 10,000 lines. */
const OTHERS = 9984;
const READS = 6;

/** A node's whole log: the patient's lines among those of others. */
interface Written {
  readonly node: TestNode;
  readonly leaves: Hash[];
  readonly own: { readonly index: number; readonly record: LogRecord }[];
}

let world: World;
let written: Written[];
const hashes = Array.from({ length: READS }, () => `0x${toHex(randomBytes(32))}`);

beforeAll(async () => {
  world = await newWorld();
  written = await Promise.all([0, 1].map((i) => write(i, hashes)));
});

const lineAt = (
  node: string,
  seq: number,
  previous: `0x${string}`,
  requestHash: string,
  event: AccessLine['event'] = 'release',
): AccessLine => ({
  node,
  seq,
  previous,
  event,
  time: NOW + seq,
  organisation: 'Heart Clinic',
  person: 'Dr Ada Byron',
  categories: ['medications'],
  entryIds: [`0x${'ab'.repeat(16)}`],
  purpose: 'TREAT',
  reason: '',
  requestHash,
});

/** Writes a log with the patient's lines scattered among those of others. */
async function write(
  i: number,
  requestHashes: readonly string[],
  event: AccessLine['event'] = 'release',
): Promise<Written> {
  const node = world.nodes[i] as TestNode;
  const leaves: Hash[] = [];
  const own: Written['own'] = [];
  let previous = NO_LEAF;
  const others = (count: number) => {
    for (let k = 0; k < count; k++) leaves.push(leafHash(randomBytes(32)));
  };
  for (const [seq, requestHash] of requestHashes.entries()) {
    others(Math.floor(OTHERS / READS));
    const record = await sealLine(
      lineAt(node.id, seq, previous, requestHash, event),
      world.patient.pseudonym,
      world.patient.log.publicKey,
    );
    const leaf = await lineLeaf(record);
    own.push({ index: leaves.length, record });
    leaves.push(leaf);
    previous = leafName(leaf);
  }
  others(10);
  return { node, leaves, own };
}

/** What an honest node tells of its log, of any length. */
async function told({ node, leaves, own }: Written, size = leaves.length): Promise<NodeLog> {
  const tree = leaves.slice(0, size);
  const root = rootOf(tree);
  return {
    node: world.gate.find(({ id }) => id === node.id)!,
    head: await signHead(node.sign, { node: node.id, index: size, size, root, time: NOW }),
    records: own
      .filter(({ index }) => index < size)
      .map(({ index, record }) => ({ ...record, index, path: inclusionPath(tree, index) })),
    anchored: [{ size, root }],
  };
}

const faults = async (...logs: NodeLog[]): Promise<LogFault[]> =>
  (await checkLogs(logs, world.patient)).findings.map(({ fault }) => fault);

describe('the access log', () => {
  it('shows every read, and nothing is wrong', async () => {
    const logs = await Promise.all(written.map((each) => told(each)));
    const checked = await checkLogs(logs, world.patient);
    expect(checked.findings).toEqual([]);
    expect(checked.lines).toHaveLength(2 * READS);
    expect(checked.lines[0]).toMatchObject({ person: 'Dr Ada Byron', organisation: 'Heart Clinic' });
    expect([...checked.pins.keys()]).toEqual(['node-a', 'node-b']);
    expect(checked.pins.get('node-a')?.lines).toBe(READS);
  });

  it('goes on from what the device saw the last time', async () => {
    const [a, b] = await Promise.all(written.map((each) => told(each)));
    const size = written[0]!.own[3]!.index;
    const pin = { size, root: rootOf(written[0]!.leaves.slice(0, size)), lines: 3 };
    const consistency = consistencyPath(written[0]!.leaves, size);
    expect(await faults({ ...a!, pin, consistency }, b!)).toEqual([]);
    expect(await faults({ ...a!, pin, consistency: consistency.slice(1) }, b!)).toEqual(['REWRITTEN']);
    expect(await faults({ ...a!, pin: { ...pin, root: randomBytes(32) }, consistency }, b!)).toEqual([
      'REWRITTEN',
    ]);
    expect(await faults({ ...a!, pin: { ...pin, lines: READS + 1 }, consistency }, b!)).toEqual([
      'LINE_MISSING',
    ]);
  });

  it('counts lines that no anchored head covers yet, for a while', async () => {
    const [whole, b] = await Promise.all(written.map((each) => told(each)));
    const { own } = written[0]!;
    const short = await told(written[0]!, own[4]!.index);
    const late = { ...short, pending: own.slice(4).map(({ record }) => record) };
    const checked = await checkLogs([late, b!], world.patient, NOW + 60);
    expect(checked.findings).toEqual([]);
    expect([checked.lines.length, checked.pending.length]).toEqual([4 + READS, 2]);
    const pin = checked.pins.get('node-a')!;
    expect(pin.lines).toBe(READS);
    const tooLate = await checkLogs([late, b!], world.patient, NOW + ANCHOR_PATIENCE + 60);
    expect(tooLate.findings).toEqual([{ fault: 'HEAD_NOT_ANCHORED', node: 'node-a' }]);
    // A pending line that was seen once cannot go away again, nor may one be left out or come in another order.
    const fewer = { ...late, pin, consistency: [], pending: late.pending.slice(0, 1) };
    expect((await checkLogs([fewer, b!], world.patient, NOW)).findings).toContainEqual({
      fault: 'LINE_MISSING',
      node: 'node-a',
    });
    const gap = { ...late, pending: late.pending.slice(1) };
    expect((await checkLogs([gap, b!], world.patient, NOW)).findings[0]?.fault).toBe('LINE_MISSING');
    const turned = { ...late, pending: [...late.pending].reverse() };
    expect((await checkLogs([turned, b!], world.patient, NOW)).findings.map(({ fault }) => fault)).toContain(
      'LINE_OUT_OF_ORDER',
    );
    expect(whole!.records).toHaveLength(READS);
  });

  it('has not begun where it says so, and the ledger knows of none', async () => {
    const [a, b] = await Promise.all(written.map((each) => told({ ...each, own: [], leaves: [] })));
    const empty = (log: NodeLog) => ({ ...log, anchored: [] });
    expect(await faults(empty(a!), empty(b!))).toEqual([]);
    const full = await told(written[0]!);
    expect(await faults({ ...empty(a!), anchored: full.anchored }, empty(b!))).toEqual(['CUT_SHORT']);
    expect(await faults({ ...full, anchored: [] }, b!)).toContain('HEAD_NOT_ANCHORED');
  });

  it.each([
    'release',
    're-wrap',
    'break-glass',
    'export',
    'prescription-read',
    'research',
    'therapy-check',
  ] as const)('shows a %s that one node alone logged, which two have to do together', async (event) => {
    const alone = await write(0, [hashes[0]!], event);
    const logs = [await told(alone), await told({ ...written[1]!, own: [], leaves: [] })];
    expect(await faults(logs[0]!, { ...logs[1]!, anchored: [] })).toEqual(['UNPAIRED']);
  });

  it('does not ask for a second word where one node answers alone', async () => {
    const alone = await write(0, [hashes[0]!], 'denial');
    const none = await told({ ...written[1]!, own: [], leaves: [] });
    expect(await faults(await told(alone), { ...none, anchored: [] })).toEqual([]);
  });

  it('is found out to be altered', async () => {
    const [a, b] = await Promise.all(written.map((each) => told(each)));
    const [first, ...rest] = a!.records;
    const other = await sealLine(
      lineAt('node-a', 0, NO_LEAF, hashes[0]!),
      world.patient.pseudonym,
      world.patient.log.publicKey,
    );
    const altered = { ...a!, records: [{ ...first!, ...other }, ...rest] };
    expect(await faults(altered, b!)).toContain('LINE_NOT_IN_LOG');
    const salted = { ...a!, records: [{ ...first!, salt: randomBytes(32) }, ...rest] };
    expect(await faults(salted, b!)).toContain('LINE_NOT_IN_LOG');
  });

  it('is found out to lack a line, in the middle and at the end', async () => {
    const [a, b] = await Promise.all(written.map((each) => told(each)));
    const without = (i: number) => ({ ...a!, records: a!.records.filter((_, k) => k !== i) });
    expect(await faults(without(2), b!)).toEqual(['LINE_MISSING', 'UNPAIRED']);
    expect(await faults(without(READS - 1), b!)).toEqual(['UNPAIRED']);
  });

  it('is found out to have a line put in or out of order', async () => {
    const forged = await write(0, [hashes[1]!, hashes[0]!]);
    const [first, second] = forged.own;
    // A node that rewrites history has to write a new tree, in which old lines name other leaves before them.
    const swapped = {
      ...forged,
      own: [
        { index: first!.index, record: second!.record },
        { index: second!.index, record: first!.record },
      ],
    };
    const leaves = [...swapped.leaves];
    for (const { index, record } of swapped.own) leaves[index] = await lineLeaf(record);
    const found = await faults(await told({ ...swapped, leaves }));
    expect(found).toContain('LINE_MISSING');
    expect(found).toContain('LINE_OUT_OF_ORDER');
  });

  it('is found out to have a line replaced, though its node makes all proofs anew', async () => {
    const [first, second, ...rest] = written[0]!.own;
    const record = await sealLine(
      { ...lineAt('node-a', 1, leafName(await lineLeaf(first!.record)), hashes[1]!), person: 'Nobody' },
      world.patient.pseudonym,
      world.patient.log.publicKey,
    );
    const leaves = [...written[0]!.leaves];
    leaves[second!.index] = await lineLeaf(record);
    const own = [first!, { index: second!.index, record }, ...rest];
    const honest = await told(written[1]!);
    expect(await faults(await told({ ...written[0]!, leaves, own }), honest)).toEqual(['LINE_OUT_OF_ORDER']);
  });

  it('is found out to be another’s, or rubbish', async () => {
    const rubbish = { salt: randomBytes(32), sealed: { enc: randomBytes(32), ct: randomBytes(80) } };
    const leaves = [await lineLeaf(rubbish)];
    const log = await told({ node: world.nodes[0]!, leaves, own: [{ index: 0, record: rubbish }] });
    expect(await faults(log)).toEqual(['LINE_UNREADABLE']);
  });

  it('is found out to be forked between readers, by the anchor', async () => {
    const [a, b] = await Promise.all(written.map((each) => told(each)));
    const forked = { ...a!, anchored: [{ size: a!.anchored[0]!.size, root: randomBytes(32) }] };
    expect(await faults(forked, b!)).toEqual(['FORKED']);
    expect(await faults({ ...a!, anchored: [] }, b!)).toEqual(['HEAD_NOT_ANCHORED']);
  });

  it('is found out to be cut short for a device that never saw it', async () => {
    const [a, b] = await Promise.all(written.map((each) => told(each)));
    const short = await told(written[0]!, written[0]!.own[4]!.index);
    const both = { ...short, anchored: [...short.anchored, ...a!.anchored] };
    expect(await faults(both, b!)).toEqual(['CUT_SHORT', 'UNPAIRED', 'UNPAIRED']);
  });

  it('is found out to be another one for this reader, by the ledger and by the other node alone', async () => {
    const honest = await Promise.all(written.map((each) => told(each)));
    expect(written[0]!.leaves).toHaveLength(10_000);
    // A node seals all lines anew but the first, numbers and chains them anew, and signs a head over its new tree.
    const rewritten = await Promise.all([0, 1].map((i) => write(i, hashes.slice(1))));
    const [a, b] = await Promise.all(rewritten.map((each) => told(each)));
    expect(await faults({ ...a!, anchored: honest[0]!.anchored }, honest[1]!)).toEqual([
      'HEAD_NOT_ANCHORED',
      'CUT_SHORT',
      'UNPAIRED',
    ]);
    // The planted weakness: a device that takes the node's own word for what stands on the ledger.
    expect(await faults(a!, honest[1]!)).toEqual(['UNPAIRED']);
    // The stated limit: two nodes that do the same, before the ledger has their lines, hide a read.
    expect(await faults(a!, b!)).toEqual([]);
  });

  it('is worth nothing unless its node signed it', async () => {
    const [a, b] = await Promise.all(written.map((each) => told(each)));
    expect(await faults({ ...a!, head: b!.head }, b!)).toContain('HEAD_NOT_SIGNED');
    const [node] = world.gate;
    await expect(readHead(b!.head, node!)).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
  });

  it('gives readers a receipt that the node cannot deny', async () => {
    const { sign, id } = world.nodes[0]!;
    const receipt = { node: id, requestHash: hashes[0] as `0x${string}`, leaf: randomBytes(32) };
    const bytes = await signReceipt(sign, receipt);
    expect(await readReceipt(bytes, world.gate[0]!)).toEqual(receipt);
    await expect(readReceipt(bytes, world.gate[1]!)).rejects.toMatchObject({ code: 'WRONG_SIGNATURE' });
  });
});
