import {
  encodeCall,
  ledgerInterfaces,
  signGrant,
  signRevocation,
  signVoucher,
  toHex,
} from '@custodia/ledger';
import { randomBytes } from '../src/bytes.js';
import { makeGrant, patientKeysOf, relayDeadline, type PatientKeys } from '../src/index.js';
import { NOW, REALM, newGrantee } from './world.js';

/** One transaction as everybody with a node of the ledger has it. */
export interface Seen {
  /** Unix time in seconds of its block. */
  readonly time: number;
  readonly to: 'consentRegistry' | 'lotLedger';
  readonly input: `0x${string}`;
}

/** A grant on the ledger, and whose it is: what nobody but the maker of the trace knows. */
interface TrueGrant {
  readonly at: number;
  readonly patient: number;
}

/** A consortium's ledger over some months. */
export interface Trace {
  readonly seen: readonly Seen[];
  readonly grants: readonly TrueGrant[];
}

/** What a device could do wrong: tell itself by a key that stays, or by its clock. */
export type Weakness = 'none' | 'stable-controller' | 'exact-deadline';

const HOUR = 3600;
const DAY = 24 * HOUR;
const PHARMACIES = 10;

/** Numbers from 0 to 1 that are the same in each run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Patients who see clinics in office hours, each at hours of their own liking, let somebody in there, fetch what was
 * prescribed at their usual pharmacy, and stop some accesses days later. Clocks of phones are wrong by seconds, a few by
 * minutes; a relayer takes a moment.
 */
export async function traceOf(patients: number, visits: number, weakness: Weakness): Promise<Trace> {
  const random = randomFrom(2026);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const events: { seen: Seen; patient?: number }[] = [];
  const grantee = await newGrantee();
  for (let patient = 0; patient < patients; patient++) {
    const keys = await patientKeysOf(randomBytes(32));
    const liking = 9 + random() * 8;
    const pharmacy = 30 + Math.floor(random() * PHARMACIES);
    const skew = normal() * (random() < 0.1 ? 240 : 8);
    for (let visit = 0; visit < visits; visit++) {
      const day = Math.floor(random() * 120);
      const hour = Math.min(18, Math.max(8, liking + normal() * 3));
      const signed = Math.floor(NOW + day * DAY + hour * HOUR + random() * 600);
      const grant = await grantedAt(keys, grantee.holder, signed, signed + skew, random(), weakness);
      events.push({ seen: { ...grant.granting, time: signed + relayed(random()) }, patient });
      if (random() < 0.3) {
        const later = Math.floor(signed + (1 + random() * 9) * DAY);
        events.push({ seen: { ...grant.revoking(later + skew), time: later + relayed(random()) } });
      }
      if (random() < 0.7)
        events.push({ seen: dispenseAt(Math.floor(signed + random() * 2 * DAY), pharmacy, random()) });
    }
  }
  events.sort((a, b) => a.seen.time - b.seen.time);
  return {
    seen: events.map(({ seen }) => seen),
    grants: events.flatMap(({ patient }, at) => (patient === undefined ? [] : [{ at, patient }])),
  };
}

/** Seconds until a message is in a block. */
function relayed(chance: number): number {
  return 1 + Math.floor(chance * 14);
}

async function grantedAt(
  keys: PatientKeys,
  grantee: Parameters<typeof makeGrant>[2]['grantee'],
  now: number,
  clock: number,
  chance: number,
  weakness: Weakness,
) {
  const notAfter = now + (chance < 0.4 ? HOUR : chance < 0.7 ? DAY : Math.floor(chance * 30) * DAY);
  const terms = { grantee, categories: ['medications'], purpose: 'TREAT', notAfter } as const;
  const grant = await makeGrant(keys, REALM, terms, []);
  const domain = { chainId: REALM.chainId, consentRegistry: REALM.registry };
  const key = weakness === 'stable-controller' ? toHex(keys.grantSeed) : grant.controllerKey;
  const deadline = (of: number, days: number) =>
    weakness === 'exact-deadline' ? Math.floor(of) + days * DAY : relayDeadline(of, days);
  const { commitment, lastDay } = grant.opening;
  const granted = signGrant(key, domain, { commitment, lastDay, deadline: deadline(clock, 7) });
  const call = (name: 'grant' | 'revoke', message: typeof granted): Omit<Seen, 'time'> => ({
    to: 'consentRegistry',
    input: toHex(encodeCall('consentRegistry', name, { operation: toHex(randomBytes(16)), ...message })),
  });
  return {
    granting: call('grant', granted),
    revoking: (later: number) => {
      const stopped = signRevocation(key, domain, { commitment, deadline: deadline(later, 365) });
      return call('revoke', { ...stopped, lastDay });
    },
  };
}

/** A pack on an e-prescription: an item with an id and a key of its own. */
function dispenseAt(time: number, pharmacy: number, chance: number): Seen {
  const prescriptionLedger = REALM.registry;
  const terms = { item: toHex(randomBytes(32)), pharmacy, upTo: 30, deadline: time + 600 };
  const voucher = signVoucher(toHex(randomBytes(32)), { chainId: REALM.chainId, prescriptionLedger }, terms);
  const item = {
    operation: toHex(randomBytes(16)),
    party: pharmacy,
    lot: toHex(randomBytes(32)),
    index: Math.floor(chance * 10_000),
    hint: 0,
    portion: 0,
    basis: 1,
    quantity: 30,
    voucher: 1,
  };
  const input = encodeCall('lotLedger', 'dispenseMany', { items: [item], vouchers: [voucher] });
  return { time, to: 'lotLedger', input: toHex(input) };
}

/** A grant as it stands in the trace. */
interface GrantSeen {
  readonly time: number;
  readonly commitment: string;
  readonly controller: string;
  readonly r: string;
  readonly vs: string;
  readonly operation: string;
  readonly lastDay: number;
  readonly deadline: number;
  /** Pharmacies that supplied somebody within two days. */
  readonly supplies: readonly { readonly time: number; readonly pharmacy: number }[];
}

/** Reads the grants of a trace by nothing but their bytes and the time of their blocks. */
export function grantsIn({ seen, grants }: Trace): GrantSeen[] {
  const supplies = seen.flatMap(({ to, time, input }) => {
    const call = to === 'lotLedger' && ledgerInterfaces.lotLedger.parseTransaction({ data: input });
    return call ? [{ time, pharmacy: Number(call.args['vouchers'][0].pharmacy) }] : [];
  });
  return grants.map(({ at }) => {
    const { time, input } = seen[at]!;
    const args = ledgerInterfaces.consentRegistry.parseTransaction({ data: input })!.args.toObject();
    const text = (name: string) => String(args[name]).toLowerCase();
    return {
      time,
      commitment: text('commitment'),
      controller: text('controller'),
      r: text('r'),
      vs: text('vs'),
      operation: text('operation'),
      lastDay: Number(args['lastDay']),
      deadline: Number(args['deadline']),
      supplies: supplies.filter((one) => one.time >= time && one.time < time + 2 * DAY),
    };
  });
}

/** Of the features, those of the bytes alone; the others look at the time of the blocks. */
export const FIELDS = 6;

/** What an adversary can compare of two grants. */
export const FEATURES: readonly ((a: GrantSeen, b: GrantSeen) => number)[] = [
  // Bytes that agree, field by field.
  ...(['commitment', 'controller', 'r', 'vs', 'operation'] as const).map(
    (field) => (a: GrantSeen, b: GrantSeen) => same(a[field], b[field]),
  ),
  // For how many days it holds.
  (a, b) => Math.abs(a.lastDay - dayOf(a.deadline) - (b.lastDay - dayOf(b.deadline))),
  // What the deadline tells of the clock that made it.
  (a, b) => Math.min(600, Math.abs(a.deadline - a.time - (b.deadline - b.time))),
  // When: the hour of the day, the day of the week, how far apart.
  (a, b) => Math.abs((a.time % DAY) - (b.time % DAY)) / HOUR,
  (a, b) => Number(dayOf(a.time) % 7 === dayOf(b.time) % 7),
  (a, b) => Math.log(1 + Math.abs(a.time - b.time) / HOUR),
  // Where somebody was supplied soon after, both times.
  (a, b) => {
    const places = new Set(b.supplies.map(({ pharmacy }) => pharmacy));
    return a.supplies.filter(({ pharmacy }) => places.has(pharmacy)).length / (1 + a.supplies.length);
  },
];

function same(a: string, b: string): number {
  let count = 0;
  for (let i = 2; i < a.length; i += 2) count += Number(a.slice(i, i + 2) === b.slice(i, i + 2));
  return count;
}

function dayOf(time: number): number {
  return Math.floor(time / DAY);
}
