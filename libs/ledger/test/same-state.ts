import { expect } from 'vitest';
import { SegmentState, UnitStatus, ledgerInterfaces, type Hex } from '../src/index.js';
import type { Consortium } from './consortium.js';
import type { Model } from './model.js';

/** Expects every segment, every unit and every item to be the same on the ledger as in the model. */
export async function expectSameState(consortium: Consortium, model: Model): Promise<void> {
  const call = (name: string, ...args: unknown[]) => {
    const data = ledgerInterfaces.lotLedger.encodeFunctionData(name, [model.lot, ...args]);
    return { method: 'eth_call', params: [{ to: consortium.addresses.lotLedger, data }, 'latest'] };
  };
  const starts = Array.from({ length: model.size }, (_, start) => start);
  const words = Array.from({ length: Math.ceil(model.size / 16) }, (_, word) => word);
  const known = [...model.items];
  const [answers, items] = await Promise.all([
    consortium.rpc.batch<Hex>([
      ...starts.map((start) => call('segmentOf', start)),
      ...words.map((word) => call('wordOf', word)),
    ]),
    Promise.all(known.map(([item]) => consortium.reader.item(item as Hex))),
  ]);
  const [segments, statuses] = [answers.slice(0, starts.length), answers.slice(starts.length)];
  expect(segments).toEqual(starts.map((start) => segmentWords(model, start)));
  expect(statuses.map(BigInt)).toEqual(words.map((word) => statusWord(model, word)));
  items.forEach((item, i) => {
    const { remaining, used, cancelled } = known[i]?.[1] ?? {};
    expect({ ...item, cancelled: item?.key === 0n }).toMatchObject({ remaining, used, cancelled });
  });
}

/** What `segmentOf` answers, by the model. */
function segmentWords(model: Model, start: number): string {
  const segment = model.segments.find((each) => each.start === start);
  const states = { held: SegmentState.Held, shipped: SegmentState.Shipped, ordered: SegmentState.Ordered };
  const { end = 0, holder = 0, receiver = 0, touched = false } = segment ?? {};
  const state = segment ? states[segment.state] : SegmentState.None;
  const fields = [end, holder, receiver, state, touched ? 1 : 0];
  return `0x${fields.map((field) => field.toString(16).padStart(64, '0')).join('')}`;
}

/** What `wordOf` answers, by the model. */
function statusWord({ status, day, registeredDay }: Model, word: number): bigint {
  return status.slice(word * 16, word * 16 + 16).reduce((sum, each, i) => {
    const days = each === UnitStatus.Active ? 0 : (day[word * 16 + i] ?? 0) - registeredDay;
    return sum | (BigInt((days << 4) | each) << BigInt(16 * i));
  }, 0n);
}
