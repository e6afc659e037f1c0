import { KeyRight, ledgerInterfaces, type Hex } from '@custodia/ledger';
import { expect, it } from 'vitest';
import { TAIL } from './anchors.reader.js';
import { OwnParty } from './own-party.js';

const REGISTRY: Hex = `0x${'ab'.repeat(20)}`;
const KEY: Hex = `0x${'cd'.repeat(20)}`;
const OTHER: Hex = `0x${'ef'.repeat(20)}`;

interface Change {
  readonly block: number;
  readonly party: number;
  readonly key: Hex;
  readonly rights: number;
}

/** A ledger that answers from a list, and the ranges that it was asked for. */
function ledger() {
  const state = { head: 0, changes: [] as Change[], asked: [] as (readonly [number, number])[] };
  const rpc = {
    blockNumber: () => Promise.resolve(state.head),
    call: <T>(_method: string, params: unknown) => {
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
      const [from, to] = [Number(fromBlock), Number(toBlock)];
      state.asked.push([from, to]);
      const logs = state.changes
        .filter(({ block }) => block >= from && block <= to)
        .map(({ party, key, rights }) =>
          ledgerInterfaces.partyRegistry.encodeEventLog('KeyChanged', [
            `0x${'00'.repeat(16)}`,
            party,
            1,
            key,
            rights,
          ]),
        );
      return Promise.resolve(logs as T);
    },
  };
  return { state, party: new OwnParty(rpc, REGISTRY, KEY) };
}

it('reads each final block once, and the newest ones each time', async () => {
  const { state, party } = ledger();
  state.changes = [
    { block: 1, party: 4, key: OTHER, rights: KeyRight.Operate },
    { block: 2, party: 5, key: KEY, rights: KeyRight.Operate },
  ];
  state.head = 1000;
  expect(await party.find()).toBe(5);
  expect(state.asked).toEqual([
    [0, 1000 - TAIL],
    [1001 - TAIL, 1000],
  ]);
  state.asked.length = 0;
  expect(await party.find()).toBe(5);
  state.head = 1010;
  expect(await party.find()).toBe(5);
  expect(state.asked).toEqual([
    [1001 - TAIL, 1000],
    [1001 - TAIL, 1010 - TAIL],
    [1011 - TAIL, 1010],
  ]);
});

it('follows a right that is taken away and given by another party', async () => {
  const { state, party } = ledger();
  await expect(party.find()).rejects.toThrow(KEY);
  state.changes.push({ block: 2, party: 5, key: KEY, rights: KeyRight.Operate });
  state.head = 500;
  expect(await party.find()).toBe(5);
  state.changes.push({ block: 501, party: 5, key: KEY, rights: 0 });
  state.head = 501;
  await expect(party.find()).rejects.toThrow('no party gave the key');
  state.changes.push({ block: 600, party: 7, key: KEY, rights: KeyRight.Operate });
  state.head = 900;
  expect(await party.find()).toBe(7);
});

it('forgets what stood in blocks that the chain took back', async () => {
  const { state, party } = ledger();
  state.changes = [{ block: 490, party: 5, key: KEY, rights: KeyRight.Operate }];
  state.head = 500;
  expect(await party.find()).toBe(5);
  state.changes = [];
  await expect(party.find()).rejects.toThrow('no party gave the key');
});
