import { parseDigitalLink } from '@custodia/gs1';
import { UnitStatus } from '@custodia/ledger';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fits, type Schema } from '../../testing/json-schema.js';
import {
  DISTRIBUTOR,
  JOURNEY,
  MAKER,
  OTHER,
  PHARMACY,
  PLACES,
  happened,
  traced,
} from '../../testing/traced-pack.js';
import { epcisDocument, eventsOf } from './epcis-document.js';
import type { EpcisEvent } from './epcis-event.js';
import { zoneOffset } from './zone-offset.js';
import type { TraceEvent } from './trace.rules.js';

const PACK = 'https://id.gs1.org/01/00361414567894/21/S%2F1';
const gln = (party: number) => PLACES.get(party)!.gln;
const location = (party: number) => `https://id.gs1.org/414/${gln(party)}`;
const events = (happenings: readonly TraceEvent[]) => eventsOf(traced(happenings), PLACES);
/** The event of what happened at the pharmacy after the journey. */
const after = (name: string, change: Partial<TraceEvent> = {}) =>
  events([...JOURNEY, happened(12, name, PHARMACY, change)]).at(-1)!;
const decommissioned = (status: number) => after('Decommissioned', { status });

describe('the way of a pack in the words of the CBV', () => {
  it.each<readonly [string, Partial<EpcisEvent>]>(
    [
      ['commissioning', { action: 'ADD', disposition: 'active' }],
      ['shipping', { action: 'OBSERVE', disposition: 'in_transit' }],
      ['receiving', { action: 'OBSERVE', disposition: 'in_progress' }],
      ['shipping', { action: 'OBSERVE', disposition: 'in_transit' }],
      ['receiving', { action: 'OBSERVE', disposition: 'in_progress' }],
      ['dispensing', { action: 'OBSERVE', disposition: 'dispensed' }],
    ].map(([step, event], at) => [`${at} ${String(step)}`, { bizStep: step, ...(event as object) }] as never),
  )('step %s', (name, event) => {
    expect(events(JOURNEY)[Number(name[0])]).toMatchObject(event);
  });

  it.each([
    ['Decommissioned', UnitStatus.Exported, 'shipping', 'sellable_not_accessible', 'OBSERVE'],
    ['Decommissioned', UnitStatus.Destroyed, 'destroying', 'destroyed', 'DELETE'],
    ['Decommissioned', UnitStatus.Sampled, 'sampling', 'inactive', 'OBSERVE'],
    ['Decommissioned', UnitStatus.FreeSample, 'sampling', 'inactive', 'OBSERVE'],
    ['Decommissioned', UnitStatus.Stolen, undefined, 'stolen', 'OBSERVE'],
    ['UnitsLocked', UnitStatus.Locked, 'holding', 'non_sellable_other', 'OBSERVE'],
    ['UnitsLocked', UnitStatus.Seized, 'holding', 'non_sellable_other', 'OBSERVE'],
    ['UnitsUnlocked', null, 'other', 'in_progress', 'OBSERVE'],
    ['SupplyReported', null, 'dispensing', 'dispensed', 'OBSERVE'],
    ['Claimed', null, 'receiving', 'in_progress', 'OBSERVE'],
    ['Rejected', null, 'inspecting', 'returned', 'OBSERVE'],
    ['ShipmentVoided', null, 'void_shipping', 'in_progress', 'OBSERVE'],
    ['ReportedMissing', null, 'stock_taking', 'unknown', 'OBSERVE'],
    ['Reassigned', null, 'shipping', 'in_transit', 'OBSERVE'],
    ['LotAmended', null, 'other', undefined, 'OBSERVE'],
    ['Scanned', null, 'inspecting', undefined, 'OBSERVE'],
  ])('%s %s is %s, %s', (name, status, bizStep, disposition, action) => {
    const event = after(name, { status });
    expect([event.bizStep, event.disposition, event.action]).toEqual([bizStep, disposition, action]);
  });

  it.each([
    ['LotHeld', { set: ['non_sellable_other'] }],
    ['LotReleased', { unset: ['non_sellable_other'] }],
    ['LotRecalled', { set: ['recalled'] }],
    ['LotWithdrawn', { set: ['non_sellable_other'] }],
  ])('%s stays with the pack wherever it goes', (name, persistentDisposition) => {
    const event = after(name);
    expect(event).toMatchObject({ persistentDisposition });
    // Somebody decided: that is no place of the pack.
    expect(event.readPoint).toBeUndefined();
  });

  it('a part of a bottle, and goods that go back, are called so', () => {
    expect(after('Dispensed', { part: true }).disposition).toBe('partially_dispensed');
    expect(after('Shipped', { other: DISTRIBUTOR, returned: true }).disposition).toBe('returned');
  });
});

describe('where it was and in whose hands', () => {
  it('is read where somebody acts, and stays where it was made, received or locked', () => {
    const [made, sent, , , , supplied] = events(JOURNEY);
    expect([made!.readPoint?.id, made!.bizLocation?.id]).toEqual([location(MAKER), location(MAKER)]);
    // GS1 US, DSCSA R1.3: a shipping event has no business location.
    expect([sent!.readPoint?.id, sent!.bizLocation]).toEqual([location(MAKER), undefined]);
    expect([supplied!.readPoint?.id, supplied!.bizLocation]).toEqual([location(PHARMACY), undefined]);
    expect(decommissioned(UnitStatus.Stolen).readPoint).toBeUndefined();
  });

  it('goes from hand to hand, with the number of the shipment', () => {
    const received = events(JOURNEY)[4]!;
    expect(received).toMatchObject({
      sourceList: [
        { type: 'possessing_party', source: `https://id.gs1.org/417/${gln(DISTRIBUTOR)}` },
        { type: 'location', source: location(DISTRIBUTOR) },
      ],
      destinationList: [
        { type: 'possessing_party', destination: `https://id.gs1.org/417/${gln(PHARMACY)}` },
        { type: 'location', destination: location(PHARMACY) },
      ],
      bizTransactionList: [
        { type: 'desadv', bizTransaction: `urn:epcglobal:cbv:bt:${gln(DISTRIBUTOR)}:S-2` },
      ],
    });
  });

  it('is in its carton where it travels in one', () => {
    const sent = events(JOURNEY)[1]!;
    expect(sent).toMatchObject({
      type: 'AggregationEvent',
      parentID: 'https://id.gs1.org/00/003600000000000012',
      childEPCs: [PACK],
    });
  });

  it('who sent it to somebody else is no source of a receipt', () => {
    const [, sent] = [JOURNEY[0]!, JOURNEY[1]!];
    expect(events([JOURNEY[0]!, sent, happened(8, 'Received', OTHER)])[2]!.sourceList).toBeUndefined();
  });

  it('the clock is that of the place', () => {
    expect(events(JOURNEY).map(({ eventTimeZoneOffset }) => eventTimeZoneOffset)).toEqual([
      ...Array<string>(4).fill('-04:00'),
      '+02:00',
      '+02:00',
    ]);
    expect(zoneOffset(new Date('2026-01-01'), 'UTC')).toBe('+00:00');
    expect(zoneOffset(new Date('2026-01-01'), 'Asia/Kolkata')).toBe('+05:30');
  });
});

describe('an undo', () => {
  it('declares void what it undid, under the same id', () => {
    const told = document([...JOURNEY, happened(12, 'Undone', PHARMACY)]).epcisBody.eventList;
    const [supplied, undone] = told.slice(-2) as [EpcisEvent & Id, EpcisEvent & Id];
    expect(undone).toMatchObject({
      bizStep: 'dispensing',
      eventTime: '2026-07-01T11:00:00.000Z',
      errorDeclaration: { declarationTime: '2026-07-01T12:00:00.000Z', reason: 'did_not_occur' },
    });
    expect(undone.eventID).toBe(supplied.eventID);
  });

  it('of the second supply leaves the first, and twice takes back both', () => {
    const twice = [
      ...JOURNEY,
      happened(12, 'Dispensed', PHARMACY),
      happened(13, 'Undone', PHARMACY),
      happened(14, 'Undone', PHARMACY),
    ];
    const voided = events(twice).filter(({ errorDeclaration }) => errorDeclaration);
    expect(voided.map(({ eventTime }) => eventTime.slice(11, 13))).toEqual(['12', '11']);
  });

  it('of something that the trace does not tell is an event of its own', () => {
    const [undone] = events([happened(12, 'Undone', PHARMACY)]);
    expect(undone).toMatchObject({ bizStep: 'other', bizLocation: { id: location(PHARMACY) } });
    expect(undone!.errorDeclaration).toBeUndefined();
  });
});

interface Id {
  readonly eventID: string;
}
interface Document {
  readonly epcisHeader: { readonly epcisMasterData: { readonly vocabularyList: Vocabulary[] } };
  readonly epcisBody: { readonly eventList: (EpcisEvent & Id)[] };
}
interface Vocabulary {
  readonly type: string;
  readonly vocabularyElementList: { id: string; attributes: { id: string; attribute: string }[] }[];
}
const document = (happenings: readonly TraceEvent[]) =>
  epcisDocument(traced(happenings), PLACES, new Date('2026-07-02T00:00:00Z')) as Document;

const EVERYTHING = [
  ...JOURNEY,
  happened(12, 'Undone', PHARMACY),
  happened(13, 'UnitsLocked', PHARMACY, { status: UnitStatus.Locked }),
  happened(14, 'UnitsUnlocked', PHARMACY),
  happened(15, 'LotHeld', MAKER),
  happened(16, 'LotRecalled', MAKER),
  happened(17, 'Scanned', OTHER, { verdict: 'Recalled', answer: 'QUARANTINED', note: 'a \u201cnote\u201d' }),
  happened(18, 'Decommissioned', PHARMACY, { status: UnitStatus.Destroyed, confirmed: false }),
];

describe('the document', () => {
  it('says what is proven, what is not yet, and what nothing explains', () => {
    const told = document(EVERYTHING).epcisBody.eventList;
    expect(told[0]).toMatchObject({ 'custodia:ledgerTransaction': '0xab', 'custodia:ledgerBlock': 3 });
    expect(told.at(-1)).toMatchObject({ 'custodia:confirmed': false });
    expect(told.at(-2)).toMatchObject({ 'custodia:unexplained': true, 'custodia:verdict': 'Recalled' });
  });

  it('names each event once, the void one apart, by links that can be read', () => {
    const told = document(EVERYTHING).epcisBody.eventList;
    expect(new Set(told.map(({ eventID }) => eventID)).size).toBe(told.length - 1);
    const links = JSON.stringify(document(EVERYTHING)).match(/https:\/\/id\.gs1\.org\/[^"]*/g)!;
    expect(links.filter((link) => !parseDigitalLink(link).ok && !link.includes('/417/'))).toEqual([]);
  });

  it('has the lot and its expiry where the pack begins, and master data of product and places', () => {
    const { epcisHeader, epcisBody } = document(JOURNEY);
    expect(epcisBody.eventList[0]).toMatchObject({
      ilmd: { 'cbvmda:lotNumber': 'A1', 'cbvmda:itemExpirationDate': '2028-12-31' },
    });
    const [products, places] = epcisHeader.epcisMasterData.vocabularyList;
    expect(products!.vocabularyElementList[0]!.attributes).toContainEqual({
      id: 'urn:epcglobal:cbv:mda#regulatedProductName',
      attribute: 'Amoxicillin',
    });
    expect(places!.vocabularyElementList.map(({ id }) => id)).toEqual(
      [MAKER, DISTRIBUTOR, PHARMACY].map(location),
    );
  });
});

/** A document of GS1, where it lies beside the repository. */
function given(name: string): string | undefined {
  const url = new URL(`../../../../../../shared/data/epcis/${name}`, import.meta.url);
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined;
}

describe('beside the documents of GS1', () => {
  const text = given('EPCIS-JSON-Schema.json');
  const schema = text === undefined ? undefined : (JSON.parse(text) as Schema);
  const good = JSON.parse(JSON.stringify(document(EVERYTHING))) as Document;

  it('has no word that the schema of EPCIS 2.0 does not know', () => {
    expect(good.epcisBody.eventList).toHaveLength(EVERYTHING.length);
    if (!schema) return;
    expect(fits(good, schema)).toBe(true);
    const [first] = good.epcisBody.eventList;
    for (const wrong of [{ bizStep: 'selling' }, { action: 'CHANGE' }, { colour: 'red' }, { epcList: 'x' }])
      expect(fits({ ...good, epcisBody: { eventList: [{ ...first, ...wrong }] } }, schema)).toBe(false);
  });

  it('tells as much of each step as the DSCSA example does', () => {
    const told = JSON.stringify(document(JOURNEY));
    expect(told).toContain('mda#strengthDescription');
    const example = given('gs1-us-dscsa-example.xml');
    if (example === undefined) return;
    const found = [...example.matchAll(/<(ObjectEvent)>(.*?)<\/\1>/gs)].map(([, , body = '']) => body);
    const ours = document(JOURNEY.map((event) => ({ ...event, containers: [] }))).epcisBody.eventList;
    for (const step of ['commissioning', 'shipping']) {
      const body = found.find((one) => one.includes(`bizstep:${step}<`))!;
      const event = ours.find(({ bizStep }) => bizStep === step)!;
      const names = [...body.matchAll(/^ {16}(?: {4})?<([a-z]\w+)>/gm)].map(([, name]) => name!);
      const theirs = names.filter((name) => !['extension', 'epc', 'id', 'bizTransaction'].includes(name));
      expect(theirs.length).toBeGreaterThan(5);
      for (const name of theirs) expect(Object.keys(event)).toContain(name);
      expect(body).toContain(`:disp:${event.disposition}<`);
      expect(body).toContain(`<action>${event.action}</action>`);
    }
    // What we do not keep of a place or a product.
    const unknown = ['streetAddressTwo', 'postalCode', 'manufacturerOfTradeItemPartyName'];
    const attributes = new Set([...example.matchAll(/cbv:mda#(\w+)/g)].map(([, name]) => name!));
    expect([...attributes].filter((name) => !told.includes(`mda#${name}"`)).toSorted()).toEqual(
      unknown.toSorted(),
    );
  });
});
