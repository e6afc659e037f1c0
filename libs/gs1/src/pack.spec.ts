import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  GS,
  Gs1Error,
  gtinOfNdc,
  gtinOfPpn,
  isPzn,
  nationalNumberOf,
  ndcOfGtin,
  ntin,
  parseGtin,
  parseIso15434,
  parsePack,
  parsePpn,
  ppnOfPzn,
  requirePack,
} from './index.js';
import type { Gs1ErrorCode } from './index.js';

const RS = '\u001e';
const EOT = '\u0004';
const BODY = `0100361414567894172607001` + `0L1${GS}21S1`;
const options = { currentYear: 2026 };

function code(data: string): Gs1ErrorCode | 'ok' {
  const parsed = parsePack(data, options);
  return parsed.ok ? 'ok' : parsed.error.code;
}

describe('medicine packs', () => {
  it('refuses a code that lacks one of the four', () => {
    expect(code(']d2172607001' + `0L1${GS}21S1`)).toBe('PACK_GTIN_MISSING');
    expect(code(']d20100361414567894172607001' + '0L1')).toBe('PACK_SERIAL_MISSING');
    expect(code(']d20100361414567894' + '17260700' + '21S1')).toBe('PACK_LOT_MISSING');
    expect(code(`]d20100361414567894` + `10L1${GS}21S1`)).toBe('PACK_EXPIRY_MISSING');
  });

  it('names a lost separator as the cause, wherever it shows', () => {
    expect(code(']d2' + BODY.replace(GS, ''))).toBe('SEPARATOR_LOST');
    expect(code(']d20100361414567894' + '21S1' + '17260700' + '10L1')).toBe('SEPARATOR_LOST');
    expect(code(']d20100361414567894' + '2112345678901234567890' + '17260700' + '10L1')).toBe(
      'SEPARATOR_LOST',
    );
    expect(code(']d20100361414567894' + '10L1' + '17260700' + '21S1')).toBe('SEPARATOR_LOST');
    expect(code(`]d20100361414567894` + `21S1${GS}10A`)).toBe('PACK_EXPIRY_MISSING');
  });

  it('tells the wrong code on the pack from a faulty one', () => {
    expect(code(']E04006381333931')).toBe('SHOP_CODE');
    expect(code(']Q1https://example.com/leaflet')).toBe('URI_NO_KEY');
    expect(code(']Q1WELCOME')).toBe('PLAIN_CODE');
    expect(code(']d1' + BODY)).toBe('PLAIN_CODE');
    expect(code(']C100106141412345678908')).toBe('LOGISTIC_CODE');
    expect(code(']D20100361414567894172607001' + '0l1')).toBe('CASE_INVERTED');
    expect(code(']X0' + BODY)).toBe('UNKNOWN_SYMBOLOGY');
    expect(code('')).toBe('EMPTY');
  });

  it('refuses wrong check digits, impossible dates and doubled AIs', () => {
    expect(code(']d2' + BODY.replace('894', '895'))).toBe('CHECK_DIGIT');
    expect(code(']d2' + BODY.replace('260700', '261300'))).toBe('DATE');
    expect(code(`]d2${BODY}${GS}21S1`)).toBe('AI_DUPLICATE');
  });

  it('refuses a code that names two things: AIs that exclude each other', () => {
    for (const other of ['0200361414567894', '37100', '235TPX'])
      expect(code(`]d2${BODY}${GS}${other}`), other).toBe('EXCLUDED_AI_PRESENT');
  });

  it('reads a pack from any symbology that a pack may carry', () => {
    const link = 'https://id.gs1.org/01/00361414567894/10/L1/21/S1?17=260700';
    for (const data of [
      BODY,
      GS + BODY,
      ...[']d2', ']Q3', ']C1', ']e0', ']J1'].map((id) => id + BODY),
      link,
      `]Q1${link}`,
      `]d1${link}`,
    ]) {
      expect(parsePack(data, options), data).toMatchObject({
        ok: true,
        gtin: '00361414567894',
        serial: 'S1',
        lot: 'L1',
        expiry: '2026-07-31',
        expiryRaw: '260700',
        expiryDayGiven: false,
      });
    }
  });

  it('keeps reimbursement numbers and what else the code holds', () => {
    const parsed = requirePack(`]d2${BODY}${GS}71212345${GS}91X`, options);
    expect(parsed.reimbursementNumbers).toEqual([{ ai: '712', value: '12345' }]);
    expect(parsed.elements.map(({ ai }) => ai)).toEqual(['01', '17', '10', '21', '712', '91']);
    expect(parsed.symbology).toBe(']d2');
    expect(() => requirePack('x')).toThrow(Gs1Error);
  });
});

describe('codes of IFA', () => {
  const message = `[)>${RS}06${GS}9N111234567842${GS}1TL1${GS}D260700${GS}SS1${RS}${EOT}`;

  it('refuses a PPN whose check digits or PZN are wrong', () => {
    expect(code(`]d1${message.replace('7842', '7843')}`)).toBe('CHECK_DIGIT');
    // The PPN's own check digits are right; those of the PZN in it are not.
    expect(code(`]d1${message.replace('111234567842', '111234567953')}`)).toBe('PPN');
    expect(() => parsePpn('1112345678')).toThrow(Gs1Error);
    expect(() => parsePpn('')).toThrow(Gs1Error);
    expect(() => ppnOfPzn('12345679')).toThrow(Gs1Error);
  });

  it('refuses a message that is cut off, doubled or of another format', () => {
    expect(parseIso15434(message).ok).toBe(true);
    expect(parseIso15434(message.slice(0, -2)).ok).toBe(false);
    expect(parseIso15434(message.slice(0, -3) + RS).ok).toBe(true);
    expect(parseIso15434(message.replace('06', '12')).ok).toBe(false);
    expect(parseIso15434(message.replace(`SS1`, `SS1${GS}SS2`)).ok).toBe(false);
    expect(parseIso15434(message.replace('1TL1', '1T')).ok).toBe(false);
    expect(parseIso15434('').ok).toBe(false);
    expect(parseIso15434(`[)>${RS}06${GS}${RS}`).ok).toBe(false);
  });

  it('refuses the message from a symbol that cannot hold it', () => {
    for (const id of [']d2', ']Q3', ']C1', ']E0', ']X9', ']D1'])
      expect(code(id + message), id).not.toBe('ok');
    for (const id of ['', ']d1', ']Q1', ']J0']) expect(code(id + message), id).toBe('ok');
  });

  it('reads format 06 as the pack of the NTIN', () => {
    expect(parsePack(`]d1${message}`, options)).toMatchObject({
      ok: true,
      gtin: '04150123456782',
      ppn: '111234567842',
      serial: 'S1',
      lot: 'L1',
      expiry: '2026-07-31',
    });
    expect(code(`]d1${message.replace(`${GS}SS1`, '')}`)).toBe('PACK_SERIAL_MISSING');
  });

  it('checks each value of format 06 as GS1 would', () => {
    expect(code(`]d1${message.replace('SS1', `S${'1'.repeat(21)}`)}`)).toBe('AI_TOO_LONG');
    expect(code(`]d1${message.replace('9N111234567842', '8P04150123456783')}`)).toBe('CHECK_DIGIT');
    expect(code(`]d1${message.replace('9N111234567842', '8P04150123456782')}`)).toBe('ok');
  });

  it('reads format 05 as the GS1 elements that it holds', () => {
    expect(parsePack(`]d1[)>${RS}05${GS}${BODY}${RS}${EOT}`, options)).toMatchObject({
      ok: true,
      serial: 'S1',
    });
  });

  it('converts between PZN, PPN and NTIN', () => {
    expect(isPzn('12345678')).toBe(true);
    expect(ppnOfPzn('12345678')).toBe('111234567842');
    expect(gtinOfPpn(ppnOfPzn('12345678'))).toBe(ntin('DE', '12345678'));
    expect(nationalNumberOf(ntin('DE', '12345678'))).toEqual({ scheme: 'DE', number: '12345678' });
  });
});

describe('national numbers', () => {
  it('refuses an NDC that is not one, and the billing form with its padding', () => {
    for (const ndc of ['', '0001-0123-4', '00001-0123-45', '00001012345', '1-2-3', 'ABCD-0123-45']) {
      expect(() => gtinOfNdc(ndc), ndc).toThrow(Gs1Error);
    }
    expect(() => gtinOfNdc('0001-0123-45', 9)).toThrow(Gs1Error);
  });

  it('puts an NDC into a GTIN and finds it again', () => {
    expect(gtinOfNdc('0001-0123-45')).toBe('00300010123455');
    expect(gtinOfNdc('0001012345', 1)).toBe('10300010123452');
    expect(ndcOfGtin(gtinOfNdc('50242-040-62'))).toBe('5024204062');
    expect(ndcOfGtin(parseGtin('4006381333931'))).toBeUndefined();
  });

  it('builds the GTINs of the FDA directory, where that lies beside the repository', () => {
    const url = new URL('../../../../shared/data/products-ndc.tsv', import.meta.url);
    const rows = existsSync(url) ? readFileSync(url, 'utf8').trim().split('\n').slice(1) : [];
    for (const row of rows) {
      const [gtin = '', ndc = ''] = row.split('\t');
      expect(gtinOfNdc(ndc)).toBe(gtin);
    }
  });

  it('builds national trade item numbers', () => {
    expect(ntin('AT', '476209').startsWith('0908888476209')).toBe(true);
    expect(ntin('FR', '93000001').startsWith('0340093000001')).toBe(true);
    expect(ntin('ES', '187492').startsWith('0847000187492')).toBe(true);
    expect(nationalNumberOf(ntin('NORDIC', '123456'))).toEqual({ scheme: 'NORDIC', number: '123456' });
    expect(nationalNumberOf(parseGtin('4006381333931'))).toBeUndefined();
    expect(() => ntin('ES', '1874925')).toThrow(Gs1Error);
  });
});
