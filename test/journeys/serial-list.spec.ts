import { describe, expect, it } from 'vitest';
import { cast } from './cast.js';
import { newKey, until } from './client.js';
import { agreedRun } from './agreement.js';
import { uploadSerials, type UploadAnswer } from './goods-acts.js';

const { maker, otherMaker, pharmacy } = await cast('maker', 'otherMaker', 'pharmacy');

let made = 0;
/** Serials that no other list has. */
const serials = (count: number): string[] =>
  Array.from({ length: count }, () => `QA${Date.now().toString(36)}${(made++).toString(36)}`.toUpperCase());

const list = (...lines: string[]): string => `${lines.join('\r\n')}\r\n`;

const codesOf = ({ details }: UploadAnswer) => details?.lines.map(({ line, code }) => [line, code]);

async function lotCount(number: string): Promise<number> {
  const { lots } = await maker.ask<{ lots: { nodes: { units: number }[] } }>(
    'query ($search: String) { lots(search: $search) { nodes { units } } }',
    { search: number },
  );
  return lots.nodes.reduce((sum, { units }) => sum + units, 0);
}

describe('a list of serials is refused, with nothing of it kept, when', () => {
  it('a serial is in it twice: each line is named', async () => {
    const [a, b] = serials(2) as [string, string];
    const answer = await uploadSerials(maker, list('serial', a, b, a));
    expect(answer).toMatchObject({ httpStatus: 422, code: 'SERIALS_REJECTED', details: { rejected: 1 } });
    expect(codesOf(answer)).toEqual([[4, 'SERIAL_TWICE']]);
    expect(answer.details?.lines[0]?.reason).toContain('line 2');
    expect(await lotCount(answer.lotNumber)).toBe(0);
  });

  it('serials have characters that no code can hold, are too long, or lost their digits in a spreadsheet', async () => {
    const [good] = serials(1) as [string];
    const answer = await uploadSerials(
      maker,
      list(good, 'SÉRIE1', 'WITH SPACE', 'X'.repeat(21), '1.23457E+15', '(21)ABC'),
    );
    expect(codesOf(answer)).toEqual([
      [2, 'SERIAL_CHARACTER'],
      [3, 'SERIAL_CHARACTER'],
      [4, 'SERIAL_TOO_LONG'],
      [5, 'SERIAL_SHORTENED'],
      [6, 'SERIAL_CHARACTER'],
    ]);
    const kept = await maker.fetch(`/lots/runs/${answer.details?.runId}/rejected.csv`);
    expect(await kept.text()).toContain('2,SÉRIE1,SERIAL_CHARACTER');
  });

  it('a serial is in another lot of the product', async () => {
    const [taken, free] = serials(2) as [string, string];
    expect((await uploadSerials(maker, list(taken))).httpStatus).toBe(201);
    const answer = await uploadSerials(maker, list(free, taken));
    expect(codesOf(answer)).toEqual([[2, 'SERIAL_IN_OTHER_LOT']]);
    expect(await lotCount(answer.lotNumber)).toBe(0);
  });

  it('a line is for another product, or its GTIN has a wrong check digit', async () => {
    const [a, b] = serials(2) as [string, string];
    const answer = await uploadSerials(
      maker,
      list('serial;gtin', `${a};00305913775190`, `${b};00307812613765`),
    );
    expect(codesOf(answer)).toEqual([
      [2, 'LINE_OTHER_GTIN'],
      [3, 'LINE_GTIN'],
    ]);
  });

  it('the GTIN of the upload has a wrong check digit, or is not the maker’s', async () => {
    const wrong = await uploadSerials(maker, list(...serials(1)), { gtin: '00307812613765' });
    expect(wrong).toMatchObject({ httpStatus: 400, code: 'BAD_INPUT' });
    expect(wrong.message).toContain('check digit');
    const foreign = await uploadSerials(otherMaker, list(...serials(1)));
    expect(foreign).toMatchObject({ httpStatus: 404, code: 'NOT_FOUND' });
  });

  it.each([
    ['no lines', ''],
    ['a header only', 'serial\r\n'],
    ['empty lines', '\r\n\r\n  \r\n'],
  ])('it has %s', async (_, empty) => {
    const answer = await uploadSerials(maker, empty);
    expect(answer).toMatchObject({
      httpStatus: 422,
      code: 'SERIALS_REJECTED',
      details: { reason: 'FILE_EMPTY' },
    });
  });

  it('its encoding is broken, UTF-16, or that of a workbook', async () => {
    const broken = await uploadSerials(maker, new Uint8Array([0x41, 0x42, 0x0a, 0x43, 0xe9, 0x0a]));
    expect(broken.details?.reason).toBe('FILE_ENCODING');
    expect(broken.message).toContain('Line 2');
    const wide = await uploadSerials(maker, new Uint8Array(Buffer.from('\ufeffABC\r\nDEF\r\n', 'utf16le')));
    expect(wide.details?.reason).toBe('FILE_ENCODING');
    const workbook = await uploadSerials(maker, new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]));
    expect(workbook.details?.reason).toBe('FILE_NOT_TEXT');
  });

  it('it has two million lines: it is refused while it still comes in', async () => {
    const answer = await uploadSerials(maker, 'ABCDEF1\n'.repeat(2_000_001));
    expect(answer).toMatchObject({ httpStatus: 413, code: 'FILE_TOO_LARGE' });
    expect(answer.message).toContain('1,000,000 serials');
    expect(await lotCount(answer.lotNumber)).toBe(0);
  });

  it('somebody else than a maker sends it', async () => {
    expect(await uploadSerials(pharmacy, list(...serials(1)))).toMatchObject({
      httpStatus: 403,
      code: 'FORBIDDEN',
    });
  });
});

describe('a list of serials', () => {
  it('is registered after its errors were corrected, and confirmed by the ledger', async () => {
    const [a, b, c] = serials(3) as [string, string, string];
    const refused = await uploadSerials(maker, list(a, b, b));
    const { lotNumber } = refused;
    const corrected = await uploadSerials(maker, list('\ufeffserial', a, b, `"${c}"`), { lotNumber });
    expect(corrected.httpStatus).toBe(201);
    const { run } = await until(
      () =>
        maker.ask<{ run: { units: number; operation: { status: string }; serials: { serial: string }[] } }>(
          'query ($id: ID!) { run(id: $id) { units operation { status } serials { serial } } }',
          { id: corrected.runId },
        ),
      (answer) => answer.run.operation.status === 'CONFIRMED',
    );
    expect(run.serials.map(({ serial }) => serial)).toEqual([a, b, c]);
    expect((await agreedRun(corrected.runId!)).statuses).toEqual([0, 0, 0]);
  });

  it('sent again with the same key is the same run; with another content it is refused', async () => {
    const lines = list(...serials(2));
    const fields = { idempotencyKey: newKey() };
    const first = await uploadSerials(maker, lines, { ...fields, lotNumber: 'AGAIN1' });
    const again = await uploadSerials(maker, lines, { ...fields, lotNumber: 'AGAIN1' });
    expect(again.runId).toBe(first.runId);
    const other = await uploadSerials(maker, list(...serials(2)), { ...fields, lotNumber: 'AGAIN1' });
    expect(other).toMatchObject({ httpStatus: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
  });
});
