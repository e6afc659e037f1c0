import { describe, expect, it } from 'vitest';
import {
  GS,
  decodeStrokes,
  defaultTiming,
  emulateScanner,
  idleSession,
  onPause,
  onStroke,
  scannerMayBeTyping,
  timingOf,
} from './index.js';
import type { CapturedScan, ScanSession, Stroke } from './index.js';

const PACK = `]d2010036141456789417260700` + `10L1${GS}21S1`;

interface Run {
  session: ScanSession;
  scans: CapturedScan[];
  /** The keys that reached the page. */
  seen: string[];
  retracted: number;
  restored: string[];
}

/** Feeds strokes as a page would, with a timer that ends a scan after the silence. */
function run(strokes: readonly Stroke[], start: ScanSession = idleSession): Run {
  const result: Run = { session: start, scans: [], seen: [], retracted: 0, restored: [] };
  for (const [i, stroke] of strokes.entries()) {
    const step = onStroke(result.session, stroke);
    result.session = step.session;
    if (!step.capture) result.seen.push(stroke.code);
    result.retracted += step.retract;
    if (step.scan) result.scans.push(step.scan);
    result.restored.push(...(step.restore ?? []).map(({ code }) => code));
    const next = strokes[i + 1]?.t ?? Infinity;
    if (next - stroke.t > defaultTiming.silence + 5) {
      const pause = onPause(result.session, stroke.t + defaultTiming.silence + 5);
      result.session = pause.session;
      if (pause.scan) result.scans.push(pause.scan);
      result.restored.push(...(pause.restore ?? []).map(({ code }) => code));
    }
  }
  return result;
}

const typed = (text: string, gap: number, start = 1000): Stroke[] => emulateScanner(text, { gap, start });

describe('telling a scanner from a person', () => {
  it('keeps nothing from a person who types', () => {
    const { seen, scans, retracted } = run([
      ...typed('hello', 90),
      ...emulateScanner('', { end: 'Enter', start: 2000 }),
    ]);
    expect(seen.length).toBe(6);
    expect(scans).toEqual([]);
    expect(retracted).toBe(0);
  });

  it('keeps nothing of a key that is held down', () => {
    const held = Array.from({ length: 50 }, (_, i) => ({
      ...(typed('x', 1)[0] as Stroke),
      t: 1000 + i * 30,
      repeat: i > 0,
    }));
    expect(run(held).seen.length).toBe(50);
  });

  it('gives back a quick burst of a person that was no scan', () => {
    const { scans, restored } = run([...typed('tion', 20), ...typed('s', 1, 2000)]);
    expect(scans).toEqual([]);
    expect(restored).toEqual(['KeyT', 'KeyI', 'KeyO', 'KeyN']);
  });

  it('takes a scan whole, line end included, and asks for the keys that slipped through', () => {
    for (const end of ['Enter', 'Tab'] as const) {
      const strokes = emulateScanner(PACK, { start: 1000, end });
      const { scans, seen, retracted } = run(strokes);
      expect(seen.length).toBe(3);
      expect(retracted).toBe(3);
      expect(scans).toMatchObject([{ endedBy: 'key' }]);
      expect(decodeStrokes(scans[0]?.strokes ?? [])).toMatchObject({ ok: true, text: PACK });
    }
  });

  it('keeps F8, Ctrl and bracket, and the keys of Alt and 029 from the page', () => {
    for (const separator of ['f8', 'ctrl', 'alt'] as const) {
      const { scans, seen } = run(emulateScanner(PACK, { start: 1000, separator, end: 'Enter' }));
      expect(seen.length).toBe(3);
      expect(decodeStrokes(scans[0]?.strokes ?? []), separator).toMatchObject({ ok: true, text: PACK });
    }
  });

  it('ends a scan without line end after a pause', () => {
    const { scans } = run(emulateScanner(PACK, { start: 1000 }));
    expect(scans).toMatchObject([{ endedBy: 'silence' }]);
  });

  it('closes a scan when the next key comes before the timer', () => {
    let session = idleSession;
    for (const stroke of emulateScanner(PACK, { start: 1000 })) session = onStroke(session, stroke).session;
    const [late] = typed('x', 1, session.lastAt + 1000);
    if (!late) throw new Error('one key');
    const step = onStroke(session, late);
    expect(step.scan?.endedBy).toBe('stall');
    expect(step.capture).toBe(false);
    const [soon] = typed('x', 1, session.lastAt + 100);
    if (!soon) throw new Error('one key');
    const patient = { ...defaultTiming, patience: 600 };
    expect(onStroke(session, soon, patient)).toMatchObject({ capture: true, scan: { endedBy: 'silence' } });
  });

  it('says that a scan was cut when more of it comes after it had been ended by silence', () => {
    const strokes = emulateScanner(PACK, { start: 1000 });
    const cut = run(strokes.slice(0, -2)).session;
    expect(onStroke(cut, strokes.at(-2)!)).toMatchObject({ capture: true, cut: true });
    const whole = run(emulateScanner(PACK, { start: 1000, end: 'Enter' })).session;
    const [soon] = typed('x', 1, whole.lastAt + 20);
    expect(onStroke(whole, soon!).cut).toBeUndefined();
  });

  it('swallows what follows a scan at once, and reads the next scan after it', () => {
    const first = emulateScanner(PACK, { start: 1000, end: 'Enter' });
    const endedAt = first.at(-1)?.t ?? 0;
    const second = emulateScanner(PACK, { start: endedAt + 20, end: 'Enter' }).filter(
      ({ t }) => t < endedAt + 140,
    );
    const third = emulateScanner(PACK, { start: endedAt + 400, end: 'Enter' });
    const { scans, seen } = run([...first, ...second, ...third]);
    expect(scans.length).toBe(2);
    expect(seen.length).toBe(6);
  });

  it('takes Shift pressed in front of the first key along, and forgets old ones', () => {
    const shift: Stroke = {
      code: 'ShiftLeft',
      key: 'Shift',
      shift: true,
      altgr: false,
      ctrl: false,
      alt: false,
      caps: false,
      t: 0,
    };
    let session = idleSession;
    for (let i = 0; i < 500; i++) session = onStroke(session, { ...shift, t: i * 100 }).session;
    expect(session.strokes.length).toBeLessThan(6);
    const strokes = emulateScanner(PACK, { start: 100_000, end: 'Enter' }).flatMap((stroke) =>
      stroke.shift ? [{ ...shift, t: stroke.t }, stroke] : [stroke],
    );
    const { scans } = run(strokes, session);
    expect(decodeStrokes(scans[0]?.strokes ?? [])).toMatchObject({ ok: true, text: PACK });
  });

  it('holds back shortcuts and Enter for half a second after a scan', () => {
    expect(scannerMayBeTyping(idleSession, 10_000)).toBe(false);
    const { session } = run(emulateScanner(PACK, { start: 1000, end: 'Enter' }));
    expect(scannerMayBeTyping(session, session.lastAt + 499)).toBe(true);
    expect(scannerMayBeTyping(session, session.lastAt + 500)).toBe(false);
    // A person's key, long after the scan, is a person's key.
    const [key] = typed('U', 5);
    const answered = onStroke(session, { ...key!, t: session.lastAt + 700 }).session;
    expect(scannerMayBeTyping(answered, answered.lastAt)).toBe(false);
    const tooSoon = onStroke(session, { ...key!, t: session.lastAt + 300 }).session;
    expect(scannerMayBeTyping(tooSoon, tooSoon.lastAt)).toBe(true);
    // Nor do keys that were too soon hold back those that follow them: who presses again is heard.
    const again = onStroke(tooSoon, { ...key!, t: session.lastAt + 700 }).session;
    expect(scannerMayBeTyping(again, again.lastAt)).toBe(false);
    let during = idleSession;
    for (const stroke of typed('ABCDE', 5)) during = onStroke(during, stroke).session;
    expect(scannerMayBeTyping(during, during.lastAt + 1)).toBe(true);
  });

  it('allows a slow scanner more time once it is calibrated', () => {
    const slow = timingOf({ version: 1, keys: {}, sendsIdentifier: true, gap: 40 });
    expect(slow.gap).toBe(120);
    expect(slow.silence).toBeGreaterThan(slow.gap);
    expect(timingOf({ version: 1, keys: {}, sendsIdentifier: true, gap: 2 })).toEqual({
      ...defaultTiming,
      silence: 70,
    });
  });
});
