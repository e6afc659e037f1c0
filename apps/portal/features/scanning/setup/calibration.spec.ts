import { decodeStrokes, emulateScanner, type EmulatedScanner } from '@custodia/gs1';
import { toBuffer } from 'bwip-js/node';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { calibrationElements } from '@custodia/gs1';
import { describe, expect, test } from 'vitest';
import { beginning, skipCaps, withScan } from './calibration';
import { drawingOf } from './code-drawing';
import { MOCK_CODES } from './mock-codes';

const scan = (options: EmulatedScanner, text: string = MOCK_CODES.calibration) =>
  emulateScanner(text, options);

describe('two scans', () => {
  test.each(['us', 'gb', 'hu', 'dk'])('teach a scanner that is set to the keyboard %s', (scanner) => {
    const learned = withScan(withScan(beginning, scan({ scanner })), scan({ scanner, caps: true }));
    if (learned.step !== 'learned') throw new Error(`refused: ${learned.fault}`);
    for (const caps of [false, true]) {
      const decoded = decodeStrokes(scan({ scanner, caps }, MOCK_CODES.pack), { profile: learned.profile });
      expect(decoded).toMatchObject({ ok: true, text: MOCK_CODES.pack, layout: 'calibrated' });
    }
  });

  test('the second may be skipped', () => {
    expect(skipCaps(withScan(beginning, scan({}))).step).toBe('learned');
    expect(skipCaps(beginning)).toBe(beginning);
  });
});

describe('what is not right is said, and asked for again', () => {
  test('another code', () => {
    expect(withScan(beginning, scan({}, MOCK_CODES.pack))).toEqual({
      step: 'plain',
      fault: 'CALIBRATION_MISMATCH',
    });
  });

  test('a lost separator', () => {
    expect(withScan(beginning, scan({ separator: 'none' }))).toEqual({
      step: 'plain',
      fault: 'SEPARATOR_LOST',
    });
  });

  test('Caps Lock on at the first scan, off at the second', () => {
    expect(withScan(beginning, scan({ caps: true }))).toEqual({ step: 'plain', fault: 'capsIsOn' });
    const second = withScan(beginning, scan({}));
    expect(withScan(second, scan({}))).toMatchObject({ step: 'caps', fault: 'capsIsOff' });
  });

  test('another code at the second scan', () => {
    const second = withScan(beginning, scan({}));
    expect(withScan(second, scan({ caps: true }, MOCK_CODES.pack))).toMatchObject({
      step: 'caps',
      fault: 'CALIBRATION_MISMATCH',
    });
  });
});

test('the code on the screen reads as the code that is expected', async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const image = await toBuffer({ ...drawingOf(calibrationElements), scale: 3, backgroundcolor: 'FFFFFF' });
  const [read] = await readBarcodes(image, { textMode: 'Plain' });
  expect(`${read?.symbologyIdentifier}${read?.text}`).toBe(MOCK_CODES.calibration);
});
