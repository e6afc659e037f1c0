import type { EvidenceAlert, EvidenceBundle } from '@custodia/ledger';
import { describe, expect, it } from 'vitest';
import { textOfPdf } from '../../testing/pdf-text.js';
import type { PaperLanguage } from '../../platform/http/index.js';
import { evidencePaper } from './evidence-paper.js';

const hash = (digit: string) => `0x${digit.repeat(64)}` as const;
const address = (digit: string) => `0x${digit.repeat(40)}` as const;
const alert: EvidenceAlert = {
  id: 'a',
  rule: 'DUPLICATE_DISPENSE',
  severity: 'HIGH',
  title: 'The same pack was supplied twice',
  sentence: 'Supplied at Apteka Łódź (Tj) <b>, then at another place.',
  eventTime: '2026-07-01T10:00:00.000Z',
  raisedAt: '2026-07-01T10:00:01.000Z',
  gtin: '00361414567894',
  lotNumber: 'A1',
  serial: 'SERIAL0',
  facts: {},
  hash: hash('a'),
};
const bundle: EvidenceBundle = {
  format: 'custodia-evidence/1',
  madeAt: '2026-07-02T08:00:00.000Z',
  chain: {
    chainId: 31_337,
    upTo: 42,
    contracts: {
      partyRegistry: address('1'),
      lotLedger: address('2'),
      prescriptionLedger: address('3'),
      anchorLog: address('4'),
    },
  },
  anchor: { operation: `0x${'5'.repeat(32)}`, party: 7 },
  incident: {
    title: 'One serial, two packs',
    status: 'CLOSED',
    score: 80,
    scoreReason: 'Two places.',
    firstAt: '2026-07-01T10:00:00.000Z',
    lastAt: '2026-07-01T11:00:00.000Z',
    closingCode: 'CONFIRMED_FALSIFIED',
    closingNote: 'The second pack is a copy.',
  },
  alerts: [alert],
  lots: [
    {
      lot: hash('b'),
      lotId: hash('c'),
      maker: 10,
      gtin: alert.gtin!,
      lotNumber: 'A1',
      expiryDay: 20_000,
      salt: hash('d'),
      units: 6,
      root: hash('e'),
    },
  ],
  packs: [{ lot: hash('b'), index: 3, serial: 'SERIAL0', salt: hash('f'), path: [hash('0')] }],
  transactions: [
    {
      hash: hash('8'),
      blockNumber: 12,
      blockHash: hash('9'),
      timestamp: 1_782_900_000,
      events: [
        { logIndex: 0, address: address('2'), topics: [], data: '0x', name: 'LotRegistered', args: {} },
        { logIndex: 1, address: address('2'), topics: [], data: '0x', name: 'Shipped', args: {} },
      ],
    },
  ],
  hash: hash('7'),
};

async function printed(of = bundle, language: PaperLanguage = 'en'): Promise<string> {
  return textOfPdf(await evidencePaper(of, 'evidence-1.json', language));
}

describe('evidence on paper', () => {
  it('says what the file holds, hashes whole', async () => {
    const text = (await printed()).replaceAll('\n', ' ');
    for (const words of [
      'One serial, two packs',
      '80: Two places.',
      'CONFIRMED_FALSIFIED: The second pack is a copy.',
      'Supplied at Apteka Łódź (Tj) <b>, then at another place.',
      '00361414567894 · A1 · SERIAL0',
      'Place in its lot: 3',
      'LotRegistered, Shipped',
      'Block 12',
      hash('7'),
      hash('8'),
      hash('a'),
      address('4'),
    ])
      expect(text).toContain(words);
  });

  it('says that it proves nothing itself, and how the file is checked', async () => {
    const text = (await printed()).replaceAll('\n', ' ');
    expect(text).toContain('It proves nothing by itself: check the file.');
    expect(text).toContain('.tgz verify-evidence evidence-1.json --rpc URL --contracts');
    expect(text).toContain('3 it holds if the contracts named below');
    // Which hash belongs into the proof is the same in every language.
    for (const language of ['fr', 'de'] as const)
      expect(await printed(bundle, language)).toContain(hash('7'));
  });

  it('of an open incident has no closing, and of many alerts the first', async () => {
    const alerts = Array.from({ length: 75 }, (_, at) => ({ ...alert, serial: `S${at}.` }));
    const text = await printed({ ...bundle, alerts, incident: { ...bundle.incident, closingCode: null } });
    expect(text).not.toContain('Closed as');
    expect(text).toContain('Alerts (75)');
    expect(text).toContain('S59.');
    expect(text).not.toContain('S60.');
    expect(text).toContain('and 15 more, in the file');
  });
});
