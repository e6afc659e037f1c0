import type { SiteView } from '../modules/parties/index.js';
import type { TraceView } from '../modules/trace/index.js';
import { hopsOf, type TraceEvent } from '../modules/trace/trace.rules.js';

const site = (partyId: number, name: string, change: Partial<SiteView>): SiteView => ({
  id: `site-${partyId}`,
  gln: '0360000000012',
  name,
  organisation: name,
  organisationId: `organisation-${partyId}`,
  roles: [],
  market: 'US',
  timeZone: 'America/New_York',
  country: 'US',
  region: 'NJ',
  city: 'Newark',
  address: '1 Plant Road',
  partyId,
  partyIds: [partyId],
  status: 'ACTIVE',
  ...change,
});

export const [MAKER, DISTRIBUTOR, PHARMACY, OTHER] = [10, 20, 30, 31] as const;
/** Three sites of a way, and one that the pack never came to. */
export const PLACES: ReadonlyMap<number, SiteView> = new Map<number, SiteView>([
  [MAKER, site(MAKER, 'Northwind Plant', {})],
  [DISTRIBUTOR, site(DISTRIBUTOR, 'Atlantic Hub', { gln: '0360000000029', city: 'Edison' })],
  [
    PHARMACY,
    site(PHARMACY, 'Apteka Łódź', { gln: '0360000000036', city: 'Łódź', timeZone: 'Europe/Warsaw' }),
  ],
  [OTHER, site(OTHER, 'Corner (Tj) <b>', { gln: '0360000000043', city: 'Albany' })],
]);

/** Something that happened to a pack, in the hour `at` of a summer's day. */
export function happened(
  at: number,
  name: string,
  party: number | null,
  change: Partial<TraceEvent> = {},
): TraceEvent {
  return {
    at: new Date(Date.UTC(2026, 6, 1, at)),
    name,
    party,
    other: null,
    status: null,
    verdict: null,
    answer: null,
    note: null,
    shipment: null,
    containers: [],
    returned: false,
    part: false,
    confirmed: true,
    txHash: null,
    blockNumber: null,
    ...change,
  };
}

/** The way of one pack as its events make it. */
export function traced(events: readonly TraceEvent[], change: Partial<TraceView> = {}): TraceView {
  return {
    product: {
      id: 'product',
      gtin: '00361414567894',
      ndc: '6141-4567-89',
      name: 'Amoxicillin',
      substance: 'Amoxicillin',
      substances: ['amoxicillin'],
      strength: '500 mg',
      form: 'capsule',
      baseUnit: 'capsule',
      packQuantity: 20,
      prescriptionOnly: true,
      schedule: null,
      makerSiteId: 'site-10',
      createdAt: new Date(0),
    },
    lot: { expiry: '2028-12-31' },
    lotNumber: 'A1',
    serial: 'S/1',
    status: 'SUPPLIED',
    containers: [],
    hops: hopsOf(events),
    complete: true,
    ...change,
  };
}

/** From the plant by a carton to the pharmacy, where it is handed out. */
export const JOURNEY = [
  happened(6, 'LotRegistered', MAKER, { txHash: '0xab', blockNumber: 3 }),
  happened(7, 'Shipped', MAKER, {
    other: DISTRIBUTOR,
    shipment: 'S-1',
    containers: ['003600000000000012', '003600000000000029'],
  }),
  happened(8, 'Received', DISTRIBUTOR, { shipment: 'S-1' }),
  happened(9, 'Shipped', DISTRIBUTOR, { other: PHARMACY, shipment: 'S-2' }),
  happened(10, 'Received', PHARMACY, { shipment: 'S-2' }),
  happened(11, 'Dispensed', PHARMACY),
];
