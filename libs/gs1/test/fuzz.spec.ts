import { describe, expect, it } from 'vitest';
import {
  GS,
  calibrate,
  checkAssociations,
  decodeStrokes,
  emulateScanner,
  formatDigitalLink,
  formatElementString,
  idleSession,
  onStroke,
  parseBracketed,
  parseDigitalLink,
  parseElementString,
  parseEpcUri,
  parseIso15434,
  parsePack,
  parseScan,
  readCode,
} from '../src/index.js';
import type { Gs1Fault } from '../src/index.js';

/** So many inputs for each parser: 100,000 in every run, 10 million at night. */
const INPUTS = process.env.NIGHTLY === '1' ? 10_000_000 : 100_000;

const SEEDS = [
  `]d20100361414567894172607` + `0010L1${GS}21S1`,
  `0100361414567894${GS}21S1${GS}10L1${GS}17260700${GS}8030AAAA`,
  '(01)00361414567894(17)260700(10)L\\(1)(21)S',
  'https://id.gs1.org/01/00361414567894/10/L1/21/S%2F1?17=260700&99=X+Y#f',
  'https://a/gtin/00361414567894/lot/A',
  'urn:epc:id:sgtin:0614141.112345.400%2F',
  'urn:epc:idpat:itip:4012345.012345.01.02.*',
  `]d1[)>\u001e06${GS}9N111234567842${GS}1TL1${GS}D260700${GS}SS1\u001e\u0004`,
  `[)>\u001e06${GS}9N111234567842${GS}1TL1${GS}D260700${GS}SS1\u001e\u0004`,
  `[)>\u001e05${GS}0100361414567894\u001e`,
  ']E04006381333931|]e010L',
  '8110106141416543213500110000310123196000',
  '42300400801201602010A',
  '800810010212345999',
];

/** A small generator of its own: the same inputs in every run, and fast enough for ten million. */
function randomOf(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const PIECES = [
  GS,
  '\u001e',
  '\u0004',
  '(',
  ')',
  '\\',
  '/',
  '?',
  '&',
  '=',
  '%',
  '%2',
  '%00',
  '+',
  '#',
  '^',
  '01',
  '10',
  '21',
  '17',
  '00',
  '255',
  '8030',
  '\0',
  'é',
  '\u{1F48A}',
  '\uD800',
  ' ',
  '9'.repeat(30),
  ']d2',
  '|]e0',
  'https://',
  'urn:epc:id:',
  '*',
  '.',
];

function inputs(seed: number, take: (input: string) => void): void {
  const random = randomOf(seed);
  for (let n = 0; n < INPUTS; n++) {
    let text = random(4) === 0 ? '' : (SEEDS[random(SEEDS.length)] ?? '');
    for (let changes = random(6); changes >= 0; changes--) {
      const at = random(text.length + 1);
      const cut = random(3);
      const piece =
        random(2) === 0 ? (PIECES[random(PIECES.length)] ?? '') : String.fromCharCode(random(128));
      text = text.slice(0, at) + piece + text.slice(at + cut);
    }
    take(text);
  }
}

/** A refusal names its code and says it in words; a position lies within the input. */
function checkFault(error: Gs1Fault, input: string): void {
  if (error.message === '' || (error.at !== undefined && (error.at < 0 || error.at > input.length + 1))) {
    throw new Error(`Bad fault ${JSON.stringify(error)} for ${JSON.stringify(input)}`);
  }
}

type Reader = (input: string) => { ok: true } | { ok: false; error: Gs1Fault };

const readers: [name: string, read: Reader][] = [
  ['element strings', parseElementString],
  ['bracketed text', parseBracketed],
  ['scans', parseScan],
  ['packs', (input) => parsePack(input)],
  ['Digital Links', (input) => parseDigitalLink(input, { legacy: true })],
  ['EPC URNs', parseEpcUri],
  ['ISO 15434 messages', parseIso15434],
];

const timeout = INPUTS > 1_000_000 ? 3_600_000 : 60_000;

describe('random and damaged input', () => {
  it.each(readers)(
    'never breaks the reader of %s',
    (_name, read) => {
      let accepted = 0;
      inputs(1, (input) => {
        const parsed = read(input);
        if (parsed.ok) accepted++;
        else checkFault(parsed.error, input);
      });
      expect(accepted).toBeGreaterThan(0);
    },
    timeout,
  );

  it(
    'is read to the same elements after it was written again',
    () => {
      inputs(2, (input) => {
        const parsed = parseElementString(input);
        if (!parsed.ok) return;
        const again = parseElementString(formatElementString(parsed.elements));
        if (!again.ok || JSON.stringify(again) !== JSON.stringify(parsed))
          throw new Error(JSON.stringify(input));
        checkAssociations(parsed.elements);
      });
      inputs(3, (input) => {
        const parsed = parseDigitalLink(input);
        if (!parsed.ok) return;
        const again = parseDigitalLink(formatDigitalLink(parsed.elements));
        if (!again.ok || again.elements.length !== parsed.elements.length)
          throw new Error(JSON.stringify(input));
      });
    },
    timeout,
  );

  it(
    'never breaks the reader of codes',
    () => {
      const kinds = new Set<string>();
      inputs(4, (input) => kinds.add(readCode(input).kind));
      expect([...kinds].sort()).toEqual(
        ['gs1', 'logistic', 'pack', 'plain', 'shop', 'unreadable'].filter((kind) => kinds.has(kind)),
      );
      expect(kinds.has('pack') && kinds.has('unreadable')).toBe(true);
    },
    timeout,
  );

  it(
    'never breaks the repair of typed scans',
    () => {
      const characters = [
        ...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz',
      ];
      const reference = `]d1  ${characters.join(' ')}    ${GS}    \u001e    \r`;
      const baseline = reference.replaceAll(/[yz]/g, (c) => (c === 'y' ? 'z' : 'y')).replace(GS, '\0');
      const calibration = calibrate({ baseline, reference });
      let repaired = 0;
      // The search is the slow part; a tenth of the inputs is enough.
      let n = 0;
      inputs(5, (input) => {
        if (n++ % 10 !== 0) return;
        const result = calibration.repair(input.replaceAll(GS, '\0'));
        if (result.ok) repaired++;
        else if (result.reason === '') throw new Error(JSON.stringify(input));
      });
      expect(repaired).toBeGreaterThan(0);
    },
    timeout,
  );

  it(
    'never breaks calibration',
    () => {
      let n = 0;
      inputs(6, (input) => {
        if (n++ % 10 !== 0) return;
        calibrate({ baseline: input, deadKeys: [input], reference: SEEDS[n % SEEDS.length] ?? '' }).repair(
          input,
        );
      });
    },
    timeout,
  );

  it(
    'never breaks the capture and decoding of key presses',
    () => {
      const random = randomOf(7);
      const strokes = emulateScanner((SEEDS[0] ?? '') + 'AZaz09', {
        scanner: 'de',
        separator: 'alt',
        end: 'Enter',
      });
      for (let n = 0; n < INPUTS / 100; n++) {
        let session = idleSession;
        let t = 0;
        for (let i = 0; i < 60; i++) {
          const stroke = strokes[random(strokes.length)];
          if (!stroke) continue;
          t += random(8) === 0 ? random(300) : random(10);
          const flags = {
            shift: random(2) === 0,
            altgr: random(9) === 0,
            ctrl: random(9) === 0,
            alt: random(9) === 0,
          };
          const step = onStroke(session, { ...stroke, ...flags, t, repeat: random(20) === 0 });
          session = step.session;
          if (step.scan) decodeStrokes(step.scan.strokes, { layouts: ['de', 'fr'] });
        }
      }
    },
    timeout,
  );
});

describe('long input', () => {
  /** The work done, in characters, is bounded: longer input is refused unread. */
  it('is refused at once by every reader', () => {
    for (const filler of [
      '0',
      '1',
      '(',
      '%',
      '/',
      '&',
      '.',
      '\\(',
      `99A${GS}`,
      '(99)A',
      '/01/00361414567894',
      '&99=A',
      '\0',
    ]) {
      const long = filler.repeat(2_000_000 / filler.length);
      for (const input of [
        long,
        `]d2${long}`,
        `https://a/${long}`,
        `https://a/01/00361414567894?${long}`,
        `urn:epc:id:sgtin:${long}`,
        `[)>\u001e06${GS}${long}\u001e`,
      ]) {
        for (const [, read] of readers) expect(read(input).ok).toBe(false);
      }
    }
  });
});
