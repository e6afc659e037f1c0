import { describe, expect, it } from 'vitest';
import {
  GS,
  calibrateStrokes,
  calibrationElements,
  decodeStrokes,
  emulateScanner,
  formatElementString,
  layoutNames,
  parseElementString,
  parseScannerProfile,
} from './index.js';
import type { EmulatedScanner, ScannerProfile, Stroke } from './index.js';

const CODE = formatElementString(calibrationElements);
const PACK = `]d2010036141456789417260700` + `10yZ"+=${GS}21A!/x`;

function profileOf(scanner: EmulatedScanner, text = `]d2${CODE}`): ScannerProfile {
  const calibration = calibrateStrokes(emulateScanner(text, scanner));
  if (!calibration.ok) throw new Error(calibration.message);
  return calibration.profile;
}

describe('calibration from key presses', () => {
  it('shows a code that is itself right', () => {
    expect(parseElementString(CODE)).toMatchObject({ ok: true });
  });

  it('refuses another code, a part of the code and keys that stand for two characters', () => {
    for (const text of [PACK, `]d2${CODE.slice(0, -1)}`, `${CODE}X`, '']) {
      expect(calibrateStrokes(emulateScanner(text)), text).toMatchObject({ ok: false });
    }
    const shuffled = `]d2${[...CODE].reverse().join('')}`;
    expect(calibrateStrokes(emulateScanner(shuffled))).toMatchObject({ ok: false });
    const stray = emulateScanner(`]d2${CODE}`);
    const last = stray.pop();
    if (!last) throw new Error('the code is not empty');
    expect(calibrateStrokes([...stray, { ...last, code: 'IntlRo' }])).toMatchObject({
      code: 'CALIBRATION_MISMATCH',
    });
    const alike = emulateScanner(`]d2${CODE}`).map((stroke) =>
      stroke.code === 'KeyZ' ? { ...stroke, code: 'KeyY' } : stroke,
    );
    expect(calibrateStrokes(alike)).toMatchObject({ ok: false, code: 'CHARACTERS_ALIKE' });
  });

  it('names a scanner that drops the separator', () => {
    expect(calibrateStrokes(emulateScanner(CODE, { separator: 'none' }))).toMatchObject({
      ok: false,
      code: 'SEPARATOR_LOST',
    });
    expect(calibrateStrokes(emulateScanner(`]d2${CODE}`, { separator: 'none' }))).toMatchObject({
      ok: false,
      code: 'SEPARATOR_LOST',
    });
  });

  it('reads a scanner of any layout exactly, and refuses keys that it did not show', () => {
    for (const scanner of layoutNames) {
      const profile = profileOf({ scanner });
      const settings = { profile, currentYear: 2026 };
      expect(decodeStrokes(emulateScanner(PACK, { scanner }), settings), scanner).toMatchObject({
        ok: true,
        text: PACK,
        layout: 'calibrated',
      });
      const stray: Stroke = {
        code: 'F9',
        shift: false,
        altgr: false,
        ctrl: false,
        alt: false,
        caps: false,
        key: 'F9',
        t: 9,
      };
      expect(decodeStrokes([...emulateScanner(PACK, { scanner }), stray], settings)).toMatchObject({
        ok: false,
        code: 'UNKNOWN_KEY',
      });
    }
  });

  it('learns what Caps Lock does to a scanner', () => {
    const plain = emulateScanner(`]d2${CODE}`);
    const swapped = emulateScanner(`]d2${CODE}`).map((stroke) =>
      /^Key/.test(stroke.code) ? { ...stroke, shift: !stroke.shift, caps: true } : { ...stroke, caps: true },
    );
    const calibration = calibrateStrokes(plain, swapped);
    if (!calibration.ok) throw new Error(calibration.message);
    const pack = emulateScanner(PACK).map((stroke) =>
      /^Key/.test(stroke.code) ? { ...stroke, shift: !stroke.shift, caps: true } : { ...stroke, caps: true },
    );
    expect(decodeStrokes(pack, { profile: calibration.profile })).toMatchObject({ ok: true, text: PACK });
    expect(calibrateStrokes(plain, plain)).toMatchObject({
      ok: true,
      profile: { keys: calibration.profile.keys },
    });
    expect(calibrateStrokes(plain, [])).toMatchObject({ ok: false });
  });

  it('advises to turn on identifiers, and measures the speed', () => {
    expect(calibrateStrokes(emulateScanner(CODE, { gap: 7 }))).toMatchObject({
      ok: true,
      advice: ['NO_SYMBOLOGY'],
      profile: { sendsIdentifier: false, gap: 7 },
    });
    expect(calibrateStrokes(emulateScanner(`]d2${CODE}`))).toMatchObject({ ok: true, advice: [] });
  });

  it('survives storage, and reads nothing from a damaged store', () => {
    const profile = profileOf({ scanner: 'de' });
    expect(parseScannerProfile(JSON.stringify(profile))).toEqual(profile);
    for (const json of [
      '',
      'null',
      '{}',
      '[]',
      '{"version":2}',
      JSON.stringify({ ...profile, keys: { KeyA: 'long' } }),
      JSON.stringify({ ...profile, gap: '4' }),
      JSON.stringify({ ...profile, keys: {} }),
    ]) {
      expect(parseScannerProfile(json), json).toBeUndefined();
    }
  });
});
