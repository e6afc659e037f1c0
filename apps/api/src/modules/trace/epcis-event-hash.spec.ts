import { describe, expect, it } from 'vitest';
import type { EpcisEvent } from './epcis-event.js';
import { eventHashId, preHash } from './epcis-event-hash.js';

// Events and hashes of the test data for CBV 2.0 of the standard's reference implementation; their ids written as canonical Digital Links.
const KNOWN: readonly (readonly [string, EpcisEvent])[] = [
  [
    'b3d481c5590757ab8361a6cb0e924820feb3b61eb568e7d7703f21a96f76f51d',
    {
      type: 'ObjectEvent',
      eventTime: '2019-10-21T14:45:00Z',
      eventTimeZoneOffset: '+01:00',
      epcList: ['https://id.gs1.org/00/040123451111111127'],
      action: 'OBSERVE',
      bizStep: 'inspecting',
      disposition: 'in_progress',
      readPoint: { id: 'https://id.gs1.org/414/4012345000245/254/1' },
    },
  ],
  [
    '2919bf0587534fef0e25eea97b5dda68f345e6bbf2c6b4cb27b2a52e0039272b',
    {
      type: 'ObjectEvent',
      eventTime: '2022-02-16T12:50:00.000+01:00',
      eventTimeZoneOffset: '+01:00',
      epcList: ['https://id.gs1.org/00/140123451122233341'],
      action: 'OBSERVE',
      bizStep: 'departing',
      readPoint: { id: 'https://id.gs1.org/414/4012345000221' },
      bizTransactionList: [{ type: 'desadv', bizTransaction: 'urn:epcglobal:cbv:bt:4012345000009:ASN1099' }],
      sourceList: [{ type: 'possessing_party', source: 'https://id.gs1.org/417/4012345000009' }],
      destinationList: [{ type: 'possessing_party', destination: 'https://id.gs1.org/417/4023333000000' }],
    },
  ],
  [
    'a207f523e4888a5cf75b5ee1110ebe019baba7e99aafde1d809d50b80727114e',
    {
      type: 'ObjectEvent',
      eventTime: '2022-02-16T20:33:31.116-06:00',
      eventTimeZoneOffset: '-06:00',
      epcList: ['https://id.gs1.org/01/10614141073464/21/2018'],
      action: 'OBSERVE',
      bizStep: 'receiving',
      disposition: 'in_progress',
      readPoint: { id: 'https://id.gs1.org/414/0012345111112/254/400' },
      bizLocation: { id: 'https://id.gs1.org/414/0012345111112' },
      bizTransactionList: [
        { type: 'po', bizTransaction: 'http://transaction.acme.com/po/12345678' },
        { type: 'desadv', bizTransaction: 'urn:epcglobal:cbv:bt:0614141073467:1152' },
      ],
    },
  ],
];

describe('the hash id of an event', () => {
  it.each(KNOWN)('is that of the reference implementation: %s', (hash, event) => {
    expect(eventHashId(event)).toBe(`ni:///sha-256;${hash}?ver=CBV2.0`);
  });

  it('is the same in any order of its lists, and of an event declared void', () => {
    const [, event] = KNOWN[2]!;
    const turned = { ...event, bizTransactionList: event.bizTransactionList!.toReversed() };
    const voided = {
      ...turned,
      errorDeclaration: { declarationTime: '2022-02-17T00:00:00Z', reason: 'did_not_occur' },
    };
    expect(eventHashId(voided)).toBe(eventHashId(event));
  });

  it('covers what is in a carton, what the lot is, what holds for good and what we add', () => {
    const when = {
      eventTime: '2026-01-01T00:00:00Z',
      eventTimeZoneOffset: '+00:00',
      action: 'OBSERVE',
    } as const;
    expect(
      preHash({ type: 'AggregationEvent', parentID: 'urn:p', childEPCs: ['urn:b', 'urn:a'], ...when }),
    ).toContain('parentID=urn:pchildEPCsepc=urn:aepc=urn:baction=OBSERVE');
    expect(
      preHash({
        type: 'ObjectEvent',
        epcList: ['urn:a'],
        ...when,
        persistentDisposition: { set: ['recalled'] },
        ilmd: { 'cbvmda:lotNumber': 'A1', 'cbvmda:itemExpirationDate': '2028-12-31' },
        'custodia:step': 'RECALLED',
        'custodia:ledgerBlock': 7,
      }),
    ).toMatch(
      /persistentDispositionset=https:\/\/ref\.gs1\.org\/cbv\/Disp-recalledilmd\{urn:epcglobal:cbv:mda\}itemExpirationDate=2028-12-31\{urn:epcglobal:cbv:mda\}lotNumber=A1\{.*\}ledgerBlock=7\{.*\}step=RECALLED$/,
    );
  });
});
