import { createHash } from 'node:crypto';
import { CUSTODIA_NAMESPACE, type EpcisEvent } from './epcis-event.js';

const CBV = 'https://ref.gs1.org/cbv/';
const CBV_MASTER_DATA = 'urn:epcglobal:cbv:mda';

/**
 * The event hash ID of CBV 2.0, section 8.9: the same event has the same id, whoever tells it, and an event that declares
 * another void has that of the other. Holds for events as ours are: ids as canonical GS1 Digital Links, bare words of the
 * CBV, extensions under one prefix.
 */
export function eventHashId(event: EpcisEvent): string {
  const digest = createHash('sha256').update(preHash(event)).digest('hex');
  return `ni:///sha-256;${digest}?ver=CBV2.0`;
}

/** What is hashed: names and values in the order of table 8.9.2, without anything in between. */
export function preHash(event: EpcisEvent): string {
  const ilmd = event.type === 'ObjectEvent' ? Object.entries(event.ilmd ?? {}) : [];
  return [
    `eventType=${event.type}`,
    `eventTime=${new Date(event.eventTime).toISOString()}`,
    `eventTimeZoneOffset=${event.eventTimeZoneOffset}`,
    ...(event.type === 'ObjectEvent'
      ? list('epcList', values('epc', event.epcList))
      : [`parentID=${event.parentID}`, ...list('childEPCs', values('epc', event.childEPCs))]),
    `action=${event.action}`,
    ...(event.bizStep ? [`bizStep=${CBV}BizStep-${event.bizStep}`] : []),
    ...(event.disposition ? [`disposition=${CBV}Disp-${event.disposition}`] : []),
    ...list('persistentDisposition', [
      ...values('set', event.persistentDisposition?.set?.map(dispositionUri)),
      ...values('unset', event.persistentDisposition?.unset?.map(dispositionUri)),
    ]),
    ...list('readPoint', values('id', event.readPoint && [event.readPoint.id])),
    ...list('bizLocation', values('id', event.bizLocation && [event.bizLocation.id])),
    ...list(
      'bizTransactionList',
      event.bizTransactionList?.map(
        (one) => `type=${CBV}BTT-${one.type}bizTransaction=${one.bizTransaction}`,
      ),
    ),
    ...list(
      'sourceList',
      event.sourceList?.map(({ type, source }) => `type=${CBV}SDT-${type}source=${source}`),
    ),
    ...list(
      'destinationList',
      event.destinationList?.map(
        ({ type, destination }) => `type=${CBV}SDT-${type}destination=${destination}`,
      ),
    ),
    ...list(
      'ilmd',
      ilmd.map(([name, value]) => `{${CBV_MASTER_DATA}}${localName(name)}=${value}`),
    ),
    ...Object.entries(event)
      .filter(([name]) => name.startsWith('custodia:'))
      .map(([name, value]) => `{${CUSTODIA_NAMESPACE}}${localName(name)}=${String(value).trim()}`)
      .sort(),
  ].join('');
}

function values(name: string, found: readonly string[] = []): string[] {
  return found.map((value) => `${name}=${value}`);
}

/** The children of a list are sorted by their text, and the list is named before them. */
function list(name: string, children: readonly string[] = []): string[] {
  return children.length > 0 ? [name, ...[...children].sort()] : [];
}

function dispositionUri(word: string): string {
  return `${CBV}Disp-${word}`;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
