import type { LedgerEvent } from '@custodia/ledger';

export interface PartyState {
  readonly gln: string;
  readonly roles: number;
  readonly suspended: boolean;
  readonly hpkeKey: string;
  readonly endpoint: string;
  /** Rights by key address: 1 operates, 2 approves. Keys without rights are left out. */
  readonly keys: ReadonlyMap<string, number>;
}

const NAMES = [
  'PartyAdmitted',
  'RolesChanged',
  'PartyWasSuspended',
  'PartyReinstated',
  'KeyChanged',
  'ProfileChanged',
] as const;

export type PartyEvent = Extract<LedgerEvent, { readonly name: (typeof NAMES)[number] }>;

export function isPartyEvent(event: LedgerEvent): event is PartyEvent {
  return (NAMES as readonly string[]).includes(event.name);
}

/** @param party absent before it is admitted */
export function foldParty(party: PartyState | undefined, { name, args }: PartyEvent): PartyState {
  if (name === 'PartyAdmitted') {
    return {
      gln: String(args.gln).padStart(13, '0'),
      roles: args.roles,
      suspended: false,
      hpkeKey: args.hpkeKey,
      endpoint: args.endpoint,
      keys: new Map(),
    };
  }
  if (!party) throw new Error('An event names a party that was never admitted');
  switch (name) {
    case 'RolesChanged':
      return { ...party, roles: args.roles };
    case 'PartyWasSuspended':
      return { ...party, suspended: true };
    case 'PartyReinstated':
      return { ...party, suspended: false };
    case 'ProfileChanged':
      return { ...party, hpkeKey: args.hpkeKey, endpoint: args.endpoint };
    case 'KeyChanged': {
      const others = [...party.keys].filter(([key]) => key !== args.key);
      return { ...party, keys: new Map(args.rights ? [...others, [args.key, args.rights]] : others) };
    }
  }
}
