import { describe, expect, it } from 'vitest';
import { GS, calibrate } from './index.js';

/** The baseline code that the tests use: a symbology identifier, then characters between spaces. */
const CHARACTERS = [...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'];
const OTHERS = [...'#$@[\\]^`{|}~'];
const REFERENCE = `]d1  ${CHARACTERS.join(' ')}   ${OTHERS.join(' ')}    ${GS}    \u001e        \r`;
const PRINTABLE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i));

/** What a layout types for each character of a US scanner; what is not named stays as it is. */
interface Layout {
  readonly keys: Readonly<Record<string, string>>;
  readonly dead?: Readonly<Record<string, string>>;
  readonly composes?: Readonly<Record<string, string>>;
}

/** Types a text on a layout, dead keys included, as a text field would receive it. */
function type(text: string, { keys, dead = {}, composes = {} }: Layout): string {
  let typed = '';
  let pending: string | undefined;
  for (const character of text) {
    const accent = Object.hasOwn(dead, character) ? dead[character] : undefined;
    const plain = keys[character] ?? character;
    if (pending !== undefined) {
      typed += character === ' ' ? pending : (composes[pending + plain] ?? pending + (accent ?? plain));
      pending = undefined;
    } else if (accent !== undefined) {
      typed += '\0';
      pending = accent;
    } else typed += plain;
  }
  return typed + (pending ?? '');
}

function calibrated(layout: Layout): ReturnType<typeof calibrate> {
  const deadKeys = Object.keys(layout.dead ?? {}).map((key) =>
    type(`]d1${PRINTABLE.map((character) => key + character).join('')}\r`, layout),
  );
  return calibrate({ baseline: type(REFERENCE, layout), deadKeys, reference: REFERENCE });
}

const german: Layout = {
  keys: {
    y: 'z',
    z: 'y',
    Y: 'Z',
    Z: 'Y',
    ']': '+',
    '/': '-',
    '-': 'ß',
    ';': 'ö',
    "'": 'ä',
    '"': 'Ä',
    '&': '/',
    '(': ')',
    ')': '=',
    '*': '(',
    '<': ';',
    '>': ':',
    '?': '_',
    _: '?',
    ':': 'Ö',
    '[': 'ü',
    '@': '"',
    '#': '§',
    '^': '&',
    '`': '^',
    '\\': '#',
    '{': 'Ü',
    '}': '*',
    '|': "'",
    '~': '°',
  },
  dead: { '=': '´', '+': '`' },
  composes: { '´e': 'é', '`e': 'è', '´a': 'á' },
};

const PACK = `]d20100361414567894172607` + `0010Ly=e+Z${GS}21=a/"x`;

describe('calibration from typed text', () => {
  it('refuses every scan when what arrived is not the calibration code', () => {
    for (const baseline of ['', 'hello world', REFERENCE.slice(0, 60), REFERENCE.replaceAll(' ', '')]) {
      const calibration = calibrate({ baseline, reference: REFERENCE });
      expect(calibration.issues.map(({ code }) => code)).toContain('CALIBRATION_MISMATCH');
      expect(calibration.repair(PACK)).toMatchObject({ ok: false, code: 'CALIBRATION_MISMATCH' });
    }
  });

  it('refuses every scan of a scanner that drops the separator', () => {
    const calibration = calibrated({ keys: { [GS]: '' } });
    expect(calibration.issues).toMatchObject([{ code: 'SEPARATOR_LOST' }]);
    expect(calibration.repair(type(PACK, { keys: { [GS]: '' } }))).toMatchObject({
      ok: false,
      code: 'SEPARATOR_LOST',
    });
  });

  it('refuses every scan where characters vanish: a shorter serial looks whole', () => {
    const calibration = calibrated({ keys: { x: '' } });
    expect(calibration.issues).toMatchObject([{ code: 'CHARACTERS_LOST', characters: ['x'] }]);
    expect(calibration.repair(']d20100361414567894' + '17260700')).toMatchObject({ ok: false });
  });

  it('refuses a scan with a character that could be another, and no other scan', () => {
    const layout: Layout = { keys: { q: ':', ':': ':', ']': ')', ')': '=', '=': '!', '!': ']' } };
    const calibration = calibrated(layout);
    expect(calibration.issues).toMatchObject([{ code: 'CHARACTERS_ALIKE' }]);
    expect(calibration.repair(type(`]d20100361414567894${'10Lq'}`, layout))).toMatchObject({
      ok: false,
      code: 'AMBIGUOUS',
    });
    const text = ']d20100361414567894' + '10Lx';
    expect(calibration.repair(type(text, layout))).toEqual({ ok: true, text });
  });

  it('refuses composed characters when the dead keys were not scanned', () => {
    const calibration = calibrate({ baseline: type(REFERENCE, german), reference: REFERENCE });
    expect(calibration.issues).toMatchObject([{ code: 'DEAD_KEYS_UNKNOWN', characters: ['+', '='] }]);
    expect(calibration.repair(type(PACK, german))).toMatchObject({ ok: false, code: 'UNKNOWN_KEY' });
    const text = `]d20100361414567894172607` + `0010Ly${GS}21x`;
    expect(calibration.repair(type(text, german))).toEqual({ ok: true, text });
  });

  it('leaves out a dead-key scan that is cut off or is none', () => {
    const scans = ['=', '+'].map((key) =>
      type(`]d1${PRINTABLE.map((character) => key + character).join('')}`, german),
    );
    const [acute = '', grave = ''] = scans;
    const cut = acute.slice(0, acute.lastIndexOf('\0'));
    for (const deadKeys of [[cut, grave], [grave], ['x', grave], [acute.replace('+d1', ']d1'), grave]]) {
      const calibration = calibrate({ baseline: type(REFERENCE, german), deadKeys, reference: REFERENCE });
      expect(calibration.issues).toMatchObject([{ code: 'DEAD_KEYS_UNKNOWN', characters: ['='] }]);
      expect(calibration.repair(type(PACK, german))).toMatchObject({ ok: false });
    }
  });

  it('takes a dead-key scan made twice, and none of two that contradict each other', () => {
    const acute = type(`]d1${PRINTABLE.map((character) => `=${character}`).join('')}`, german);
    const baseline = type(REFERENCE, german);
    const characters = (deadKeys: string[]): readonly string[] =>
      calibrate({ baseline, deadKeys, reference: REFERENCE }).issues.flatMap((issue) => issue.characters);
    expect(characters([acute, acute])).toEqual(['+']);
    expect(characters([acute, acute.replace('é', '´e')])).toEqual(['+', '=']);
  });

  it('reads no code whose characters do not stand apart', () => {
    expect(calibrate({ baseline: 'x ab c', reference: 'x ab c' }).issues).toMatchObject([
      { code: 'CALIBRATION_MISMATCH' },
    ]);
  });

  it('shows the accent of a dead key that comes last, and nowhere else alone', () => {
    const calibration = calibrated(german);
    const text = `]d20100361414567894172607` + `0010L${GS}21a=`;
    expect(calibration.repair(type(text, german))).toEqual({ ok: true, text });
    // The layout would have composed the two.
    expect(calibration.repair(`${type(text, german)}e`)).toMatchObject({ ok: false, code: 'UNKNOWN_KEY' });
  });

  it('refuses what the layout cannot have typed, and says where', () => {
    const calibration = calibrated(german);
    expect(calibration.repair('+d2010é')).toMatchObject({ ok: false, code: 'UNKNOWN_KEY', at: 6 });
    expect(calibration.repair('')).toMatchObject({ ok: false, code: 'NOT_A_SCAN' });
    expect(calibration.repair('\r\n')).toMatchObject({ ok: false });
  });

  it('undoes swapped keys and composed accents', () => {
    const calibration = calibrated(german);
    expect(calibration.issues).toEqual([]);
    expect(calibration.repair(type(PACK, german))).toEqual({ ok: true, text: PACK });
    expect(calibration.repair(`${type(PACK, german)}\r\n`)).toEqual({ ok: true, text: PACK });
  });

  it('undoes a dead key in front of a separator, whichever way the layout treats it', () => {
    const text = `]d20100361414567894172607` + `0010L=${GS}21a`;
    const releasing = calibrated(german);
    expect(releasing.repair(type(text, german))).toEqual({ ok: true, text });
    const waiting: Layout = { ...german, keys: { ...german.keys, [GS]: '\0' } };
    // The separator types nothing here, and the accent lands on the character behind it.
    const typed = type(`]d20100361414567894172607` + `0010L`, waiting) + '\0\0´21a'.replace('´2', '´2');
    expect(calibrated(waiting).repair(typed)).toEqual({ ok: true, text });
  });

  it('tells a silent separator from the other silent control characters by what a code may hold', () => {
    const layout: Layout = { keys: { [GS]: '\0', '\u001e': '\0' } };
    const text = `]d20100361414567894172607` + `0010L${GS}21S`;
    expect(calibrated(layout).repair(type(text, layout))).toEqual({ ok: true, text });
    const ifa = `]d1[)>\u001e06${GS}9N111234567842${GS}1TL${GS}D260700${GS}SS\u001e`;
    expect(calibrated(layout).repair(type(ifa, layout))).toEqual({ ok: true, text: ifa });
  });

  it('passes a scan of the layout that the scanner expects as it is', () => {
    expect(calibrated({ keys: {} }).repair(PACK)).toEqual({ ok: true, text: PACK });
  });
});
