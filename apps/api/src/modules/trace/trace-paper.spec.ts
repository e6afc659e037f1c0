import { describe, expect, it } from 'vitest';
import { textOfPdf } from '../../testing/pdf-text.js';
import { JOURNEY, OTHER, PHARMACY, PLACES, happened, traced } from '../../testing/traced-pack.js';
import type { PaperLanguage } from '../../platform/http/index.js';
import { tracePaper } from './trace-paper.js';
import type { TraceView } from './trace.reader.js';

async function printed(view: TraceView, language: PaperLanguage = 'en'): Promise<string> {
  const madeAt = new Date('2026-07-02T08:00:00Z');
  const terms = { language, timeZone: 'Europe/Warsaw', madeAt, madeFor: 'Medicines Authority' };
  return textOfPdf(await tracePaper(view, PLACES, terms)).replaceAll(/\s+/g, ' ');
}

describe('a trace on paper', () => {
  it('has every step with its time, place, GLN and proof', async () => {
    const text = await printed(traced(JOURNEY));
    expect(text).toContain('00361414567894 Amoxicillin 500 mg capsule');
    expect(text).toContain('2026-07-01 08:00:00 GMT+2 Registered by its maker');
    expect(text).toContain('Northwind Plant, Newark, US (GLN 0360000000012)');
    expect(text).toContain('Shipped (S-1)');
    expect(text).toContain('To: Atlantic Hub, Edison, US (GLN 0360000000029)');
    expect(text).toContain('In: SSCC 003600000000000012');
    expect(text).toContain('Apteka Łódź, Łódź, US (GLN 0360000000036)');
    expect(text).toContain('On the ledger, block 3 Transaction 0xab');
    expect(text).toContain('Every step follows from the one before.');
    expect(text).not.toMatch(/GAP|IMPOSSIBLE/);
  });

  it('marks what nothing explains, and tells a gap from a copy of the number', async () => {
    const happenings = [
      ...JOURNEY,
      happened(12, 'Claimed', OTHER, { other: PHARMACY }),
      happened(13, 'Scanned', PHARMACY),
    ];
    const text = await printed(traced(happenings, { complete: false }));
    expect(text).toContain('At one step nothing on record explains');
    expect(text).toMatch(/GAP: no receipt in between.*Taken over without a shipment/);
    const copied = [...JOURNEY, happened(12, 'Scanned', OTHER, { verdict: 'DispensedElsewhere' })];
    expect(await printed(traced(copied, { complete: true }))).toMatch(
      /IMPOSSIBLE: the number was read where the pack never was.*Scanned: Dispensed elsewhere/,
    );
  });

  it('says what is not confirmed yet', async () => {
    const pending = [...JOURNEY.slice(0, 5), happened(11, 'Dispensed', PHARMACY, { confirmed: false })];
    const text = await printed(traced(pending, { complete: false }));
    expect(text).toContain('Not confirmed on the ledger yet');
    expect(text).toContain('not confirmed without a gap');
  });

  it('prints names and notes of others as they are', async () => {
    const note = 'see <b>ET /Action</b> (Tj) \u202eevil';
    const scan = happened(12, 'Scanned', OTHER, { answer: 'OTHER', note });
    const text = await printed(traced([...JOURNEY, scan]));
    expect(text).toContain('Corner (Tj) <b>, Albany');
    expect(text).toContain('Another reason: see <b>ET /Action</b> (Tj) evil');
  });

  it('is in the language of who asks', async () => {
    expect(await printed(traced(JOURNEY), 'fr')).toContain('Chaque étape découle de la précédente.');
    expect(await printed(traced(JOURNEY), 'de')).toContain('Von ihrem Hersteller angemeldet');
  });
});
