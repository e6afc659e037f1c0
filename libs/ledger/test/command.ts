import fc from 'fast-check';
import { PARTY } from './parties.js';

/** Units of the lot that the commands are about. */
export const SIZE = 20;

const PARTIES = Object.values(PARTY);

const KINDS = [
  ...['ship', 'ship', 'returnTo', 'receive', 'receive', 'receive', 'reject', 'voidShipment', 'reportMissing'],
  ...[
    'claim',
    'reassign',
    'lock',
    'unlock',
    'decommission',
    'dispense',
    'dispense',
    'dispense',
    'reportSupply',
  ],
  ...['undo', 'undo', 'hold', 'recall', 'suspend', 'cancel', 'passDays'],
] as const;

/** Numbers that are given a meaning when the command runs, since what makes sense depends on what came before. */
export const command = fc.record({
  kind: fc.constantFrom(...KINDS),
  /** Mostly the party that may. */
  stranger: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...PARTIES) },
  ),
  segment: fc.nat(),
  offset: fc.nat(SIZE),
  length: fc.nat(SIZE),
  hops: fc.nat(10),
  receiver: fc.constantFrom(
    ...PARTIES,
    PARTY.distributor,
    PARTY.pharmacy,
    PARTY.pharmacy,
    PARTY.otherPharmacy,
  ),
  code: fc.nat(),
  quantity: fc.nat(40),
  flag: fc.boolean(),
});
export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;
