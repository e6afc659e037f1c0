import { readFileSync } from 'node:fs';
import { UnitStatus } from '@custodia/ledger';

const rowsOf = (file: string): [string, string[]][] => {
  const source = readFileSync(new URL(`../../../../contracts/test/${file}`, import.meta.url), 'utf8');
  const tests = source.matchAll(/function test(\w+)\(\) external \{\s*table = \[([^\]]*)\]/g);
  return [...tests].map(([, act = '', row = '']) => [act, row.split(',').map((cell) => cell.trim())]);
};

/** By act, what a unit of each status becomes on the ledger; null where it is refused. Read from the contracts' own table. */
export const UNIT_TABLE: ReadonlyMap<string, readonly (UnitStatus | null)[]> = new Map(
  rowsOf('units/StateTable.t.sol').map(([act, row]) => [
    act,
    row.map((cell) => (cell === 'NO' ? null : (Number(cell) as UnitStatus))),
  ]),
);

const LOT_TABLE: ReadonlyMap<string, readonly string[]> = new Map(rowsOf('lots/LotTable.t.sol'));

const inOrder = { held: false, recalled: false, withdrawn: false, expired: false };

/** The states of a lot, in the order of the contracts' table. */
const LOT_STATES = [
  ['in order', inOrder],
  ['held by its maker', { ...inOrder, held: true }],
  ['held by the regulator', { ...inOrder, held: true }],
  ['recalled', { ...inOrder, recalled: true }],
  ['withdrawn', { ...inOrder, withdrawn: true }],
  ['expired', { ...inOrder, expired: true }],
] as const;

export const UNIT_STATUSES = Object.entries(UnitStatus) as [string, UnitStatus][];

/** @throws where the ledger has no such act */
export function onLedger(act: string): readonly (UnitStatus | null)[] {
  const row = UNIT_TABLE.get(act);
  if (row?.length !== UNIT_STATUSES.length) throw new Error(`The contracts have no table of ${act}`);
  return row;
}

/** Of each state of a lot, whether the ledger lets it be done. @throws where the ledger has no such act */
export function lotsOnLedger(act: string): [string, (typeof LOT_STATES)[number][1], boolean][] {
  const row = LOT_TABLE.get(act);
  if (row?.length !== LOT_STATES.length) throw new Error(`The contracts have no table of lots for ${act}`);
  return LOT_STATES.map(([name, lot], at) => [name, lot, row[at] === 'YES']);
}
