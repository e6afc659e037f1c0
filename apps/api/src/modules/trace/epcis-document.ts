import { formatDigitalLink } from '@custodia/gs1';
import type { Product } from '../lots/index.js';
import type { SiteView } from '../parties/index.js';
import { CUSTODIA_NAMESPACE, type EpcisEvent, type Extension } from './epcis-event.js';
import { eventHashId } from './epcis-event-hash.js';
import { STEPS, UNDOABLE, type Step } from './epcis-steps.js';
import type { TraceView } from './trace.reader.js';
import type { Hop } from './trace.rules.js';
import { zoneOffset } from './zone-offset.js';

/** The sites behind the ledger ids of a trace. */
export type Places = ReadonlyMap<number, SiteView>;

type Way = Pick<TraceView, 'product' | 'lot' | 'lotNumber' | 'serial' | 'hops'>;

const LINK = 'https://id.gs1.org';

/** The way of a pack as an EPCIS 2.0 document (JSON-LD), with master data of the product and the places. */
export function epcisDocument(way: Way, places: Places, now: Date): object {
  const events = eventsOf(way, places);
  return {
    '@context': [
      'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      { custodia: CUSTODIA_NAMESPACE },
    ],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: now.toISOString(),
    epcisHeader: { epcisMasterData: { vocabularyList: masterData(way, places) } },
    epcisBody: { eventList: events.map((event) => ({ ...event, eventID: eventHashId(event) })) },
  };
}

/** One event for each step, in the order of time. */
export function eventsOf(way: Way, places: Places): EpcisEvent[] {
  const told: { readonly hop: Hop; readonly event: EpcisEvent; undone: boolean }[] = [];
  for (const [at, hop] of way.hops.entries()) {
    const before = way.hops.slice(0, at);
    if (hop.kind === 'UNDONE') {
      const undone = told.findLast(
        (one) => !one.undone && one.hop.party === hop.party && UNDOABLE.includes(one.hop.kind),
      );
      if (undone) undone.undone = true;
      // EPCIS 2.0, 7.4.1.2: the event once more, with what became of it.
      if (undone) told.push({ hop, event: { ...undone.event, errorDeclaration: voided(hop) }, undone: true });
      else told.push({ hop, event: eventOf(way, hop, UNDONE_ALONE, before, places), undone: true });
    } else told.push({ hop, event: eventOf(way, hop, STEPS[hop.kind], before, places), undone: false });
  }
  return told.map(({ event }) => event);
}

/** Where the trace does not tell what was undone. */
const UNDONE_ALONE: Step = { action: 'OBSERVE', bizStep: 'other', disposition: 'in_progress', at: 'STAYS' };

function voided({ at }: Hop): NonNullable<EpcisEvent['errorDeclaration']> {
  return { declarationTime: at.toISOString(), reason: 'did_not_occur' };
}

function eventOf(way: Way, hop: Hop, step: Step, before: readonly Hop[], places: Places): EpcisEvent {
  const site = siteOf(hop.party, places);
  const { at, ...words } = step;
  const from = siteOf(senderOf(hop, before), places);
  const to = siteOf(receiverOf(hop), places);
  const despatch = hop.shipment !== null && from;
  const epc = formatDigitalLink([
    { ai: '01', value: way.product.gtin },
    { ai: '21', value: way.serial },
  ]);
  const told = {
    eventTime: hop.at.toISOString(),
    eventTimeZoneOffset: zoneOffset(hop.at, site?.timeZone ?? 'UTC'),
    ...words,
    ...(words.disposition && { disposition: dispositionOf(hop, words.disposition) }),
    ...(at !== 'NOWHERE' && site && { readPoint: { id: locationOf(site) } }),
    ...(at === 'STAYS' && site && { bizLocation: { id: locationOf(site) } }),
    ...(despatch && { bizTransactionList: [despatchAdvice(despatch, hop.shipment)] }),
    ...(from && { sourceList: endsOf(from).map(([type, source]) => ({ type, source })) }),
    ...(to && { destinationList: endsOf(to).map(([type, destination]) => ({ type, destination })) }),
    ...extensions(hop),
  };
  const [carton] = hop.containers;
  if (carton !== undefined)
    return {
      type: 'AggregationEvent',
      parentID: `${LINK}/00/${carton}`,
      childEPCs: [epc],
      ...told,
    };
  const ilmd = hop.kind === 'REGISTERED' && {
    'cbvmda:lotNumber': way.lotNumber,
    'cbvmda:itemExpirationDate': way.lot.expiry,
  };
  return { type: 'ObjectEvent', epcList: [epc], ...told, ...(ilmd && { ilmd }) };
}

function dispositionOf({ kind, part, returned }: Hop, usual: string): string {
  if (part) return 'partially_dispensed';
  return kind === 'SHIPPED' && returned ? 'returned' : usual;
}

/** What the ledger and the counter add, which EPCIS has no word for. */
function extensions(hop: Hop): Partial<Record<Extension, string | number | boolean>> {
  return {
    'custodia:step': hop.kind,
    ...(!hop.confirmed && { 'custodia:confirmed': false }),
    ...(hop.gap && { 'custodia:unexplained': true }),
    ...(hop.txHash !== null && { 'custodia:ledgerTransaction': hop.txHash }),
    ...(hop.blockNumber !== null && { 'custodia:ledgerBlock': hop.blockNumber }),
    ...(hop.verdict !== null && { 'custodia:verdict': hop.verdict }),
    ...(hop.answer !== null && { 'custodia:answer': hop.answer }),
    ...(hop.note !== null && { 'custodia:note': hop.note }),
  };
}

/** Whose hands it leaves, of the steps that change hands. */
function senderOf({ kind, party, other }: Hop, before: readonly Hop[]): number | null {
  if (kind === 'SHIPPED' || kind === 'REJECTED') return party;
  if (kind === 'CLAIMED') return other;
  if (kind !== 'RECEIVED') return null;
  const sent = before.findLast((hop) => hop.kind === 'SHIPPED' || hop.kind === 'ORDERED');
  return sent?.kind === 'SHIPPED' && sent.other === party ? sent.party : null;
}

/** Whose hands it comes into. */
function receiverOf({ kind, party, other }: Hop): number | null {
  if (kind === 'SHIPPED' || kind === 'REJECTED' || kind === 'ORDERED') return other;
  return kind === 'RECEIVED' || kind === 'CLAIMED' ? party : null;
}

function siteOf(party: number | null, places: Places): SiteView | undefined {
  return party === null ? undefined : places.get(party);
}

function locationOf({ gln }: SiteView): string {
  return `${LINK}/414/${gln}`;
}

/** Who holds it, and where; who owns it is not on the ledger. */
function endsOf(site: SiteView): [string, string][] {
  return [
    ['possessing_party', `${LINK}/417/${site.gln}`],
    ['location', locationOf(site)],
  ];
}

/** CBV 2.0, 8.5.2: the number that the sender gave, in the sender's name. */
function despatchAdvice({ gln }: SiteView, number: string | null): { type: string; bizTransaction: string } {
  return {
    type: 'desadv',
    bizTransaction: `urn:epcglobal:cbv:bt:${gln}:${encodeURIComponent(number ?? '')}`,
  };
}

interface Vocabulary {
  readonly type: string;
  readonly vocabularyElementList: readonly object[];
}

function masterData({ product, hops }: Way, places: Places): Vocabulary[] {
  const parties = hops.flatMap(({ party, other }) => [party, other]);
  const sites = new Map(
    parties.flatMap((party) => {
      const site = siteOf(party, places);
      return site ? [[site.gln, site] as const] : [];
    }),
  );
  return [
    {
      type: 'urn:epcglobal:epcis:vtype:EPCClass',
      vocabularyElementList: [element(`${LINK}/01/${product.gtin}`, productAttributes(product))],
    },
    {
      type: 'urn:epcglobal:epcis:vtype:Location',
      vocabularyElementList: [...sites.values()].map((site) =>
        element(locationOf(site), {
          name: site.name,
          streetAddressOne: site.address,
          city: site.city,
          state: site.region,
          countryCode: site.country,
        }),
      ),
    },
  ];
}

function productAttributes(product: Product): Record<string, string | null> {
  return {
    additionalTradeItemIdentification: product.ndc,
    additionalTradeItemIdentificationTypeCode: product.ndc && 'US_FDA_NDC',
    regulatedProductName: product.name,
    dosageFormType: product.form,
    strengthDescription: product.strength,
    netContentDescription: `${product.packQuantity} ${product.baseUnit}`,
  };
}

/** What is known of the attributes, named as in CBV 2.0, section 9. */
function element(id: string, attributes: Record<string, string | null>): object {
  return {
    id,
    attributes: Object.entries(attributes).flatMap(([name, attribute]) =>
      attribute ? [{ id: `urn:epcglobal:cbv:mda#${name}`, attribute }] : [],
    ),
  };
}
