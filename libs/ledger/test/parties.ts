import { Role } from '../src/index.js';

/** The parties of the test consortium. */
export const PARTY = {
  regulator: 1,
  maker: 2,
  otherMaker: 3,
  distributor: 4,
  pharmacy: 5,
  otherPharmacy: 6,
  prescriber: 7,
  disposer: 8,
} as const;

export const ROLES: ReadonlyMap<number, number> = new Map([
  [PARTY.regulator, Role.Regulator],
  [PARTY.maker, Role.Manufacturer],
  [PARTY.otherMaker, Role.Manufacturer],
  [PARTY.distributor, Role.Distributor],
  [PARTY.pharmacy, Role.Pharmacy],
  [PARTY.otherPharmacy, Role.Pharmacy],
  [PARTY.prescriber, Role.Prescriber],
  [PARTY.disposer, Role.Disposer],
]);
