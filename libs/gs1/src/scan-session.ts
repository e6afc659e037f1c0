import { isModifier } from './keystrokes.js';
import type { Stroke } from './keystrokes.js';
import type { ScannerProfile } from './stroke-calibration.js';

/** How a scanner is told from a person. Times in milliseconds. */
export interface BurstTiming {
  /** Presses closer than this may be a scanner's. */
  readonly gap: number;
  /** So many of them in a row are. */
  readonly strokes: number;
  /** A pause like this ends a scan that has no line end, if it is long enough. */
  readonly silence: number;
  readonly silentLength: number;
  /** When the page ends a scan by a timer of its own, if that is later than `silence`. */
  readonly patience?: number;
  /** After a scan nothing counts for so long: a second trigger, a second code in view. */
  readonly blanking: number;
}

export const defaultTiming: BurstTiming = {
  gap: 35,
  strokes: 4,
  silence: 60,
  silentLength: 20,
  blanking: 150,
};

/** The timing of a calibrated scanner: slow ones get more time between presses. */
export function timingOf(profile: ScannerProfile): BurstTiming {
  const gap = Math.max(defaultTiming.gap, profile.gap * 3);
  return { ...defaultTiming, gap, silence: Math.max(defaultTiming.silence, gap * 2) };
}

/** Where a session stands. Plain data; start with `idleSession`. */
export interface ScanSession {
  readonly phase: 'idle' | 'suspect' | 'scan';
  readonly strokes: readonly Stroke[];
  /** The time of the last press that counted, or 0. */
  readonly lastAt: number;
  readonly blankUntil: number;
  /** The time of the last press that was a scanner's, or 0. A person's keys after it do not count. */
  readonly scannedAt: number;
  /** Whether the last scan was ended by silence: a key right after it was a part of it. */
  readonly unended?: boolean;
}

export const idleSession: ScanSession = {
  phase: 'idle',
  strokes: [],
  lastAt: 0,
  blankUntil: 0,
  scannedAt: 0,
};

/** The key presses of one scan, line end left out. */
export interface CapturedScan {
  readonly strokes: readonly Stroke[];
  /**
   * A stall is a silence that the page slept through: the next key came before its timer. The scan may be cut short, and there
   * is no telling a short serial from a cut one.
   */
  readonly endedBy: 'key' | 'silence' | 'stall';
}

/** What the page has to do after a key press or a pause. */
export interface SessionStep {
  readonly session: ScanSession;
  /** Keep the event from the page: `preventDefault` and `stopPropagation`. */
  readonly capture: boolean;
  /** So many characters of this scan reached the focused field before it was recognised: take them out again. */
  readonly retract: number;
  readonly scan?: CapturedScan;
  /** This key belonged to the scan before, which was taken to be over: that one was cut short. */
  readonly cut?: boolean;
  /** It was fast typing after all: put the characters of these presses back into the focused field. */
  readonly restore?: readonly Stroke[];
}

/** So long after a scan's last key another one may still be the scanner's. */
const SAFE_DISTANCE_MS = 500;
const LINE_ENDS = new Set(['Enter', 'NumpadEnter', 'Tab']);

const pass = (session: ScanSession): SessionStep => ({ session, capture: false, retract: 0 });
const swallow = (session: ScanSession): SessionStep => ({ session, capture: true, retract: 0 });

/** Takes in one key press. Call it for every `keydown` in the order of the events. */
export function onStroke(
  session: ScanSession,
  stroke: Stroke,
  timing: BurstTiming = defaultTiming,
): SessionStep {
  if (stroke.t < session.blankUntil)
    return session.unended ? { ...swallow(session), cut: true } : swallow(session);
  const late = session.phase === 'scan' && stroke.t - session.lastAt > timing.silence;
  if (late) {
    // The timer was slower than the next key: close the scan first, and let the key start afresh.
    const asleep = stroke.t - session.lastAt > (timing.patience ?? timing.silence);
    const closed = onPause(session, stroke.t, timing, asleep ? 'stall' : 'silence');
    if (stroke.t < closed.session.blankUntil) return { ...closed, capture: true };
    return { ...closed, ...onStroke(closed.session, stroke, timing) };
  }
  if (stroke.repeat === true) return session.phase === 'scan' ? swallow(session) : pass(idleAfter(session));
  if (session.phase === 'scan') return inScan(session, stroke, timing);
  return beforeScan(session, stroke, timing);
}

function beforeScan(session: ScanSession, stroke: Stroke, timing: BurstTiming): SessionStep {
  if (isModifier(stroke)) {
    const fresh = session.phase === 'suspect' && stroke.t - session.lastAt <= timing.gap;
    const strokes = [...(fresh ? session.strokes : trailingModifiers(session.strokes)), stroke];
    return pass({ ...(fresh ? session : idleAfter(session)), strokes });
  }
  if (LINE_ENDS.has(stroke.code)) return pass(idleAfter(session));
  const inTime = session.phase === 'suspect' && stroke.t - session.lastAt <= timing.gap;
  const strokes = inTime ? [...session.strokes, stroke] : [...trailingModifiers(session.strokes), stroke];
  const pressed = strokes.filter((press) => !isModifier(press));
  const next: ScanSession = { ...session, phase: 'suspect', strokes, lastAt: stroke.t };
  if (pressed.length < timing.strokes) return pass(next);
  const leaked = pressed
    .slice(0, -1)
    .filter(({ key, ctrl, alt, altgr }) => key.length === 1 && (altgr || (!ctrl && !alt)));
  return { session: { ...next, phase: 'scan', scannedAt: stroke.t }, capture: true, retract: leaked.length };
}

/** Shift and Alt are pressed before the key that starts a scan. */
function trailingModifiers(strokes: readonly Stroke[]): readonly Stroke[] {
  const last = strokes.findLastIndex((stroke) => !isModifier(stroke));
  return strokes.slice(last + 1).slice(-4);
}

function inScan(session: ScanSession, stroke: Stroke, timing: BurstTiming): SessionStep {
  if (LINE_ENDS.has(stroke.code)) return finish(session, stroke.t, 'key', timing);
  const lastAt = isModifier(stroke) ? session.lastAt : stroke.t;
  return swallow({ ...session, strokes: [...session.strokes, stroke], lastAt, scannedAt: lastAt });
}

/** Call it when no key was pressed for `timing.silence`: it ends a scan whose scanner sends no line end. */
export function onPause(
  session: ScanSession,
  now: number,
  timing: BurstTiming = defaultTiming,
  endedBy: 'silence' | 'stall' = 'silence',
): SessionStep {
  if (session.phase === 'idle' || now - session.lastAt < timing.silence) return pass(session);
  const pressed = session.strokes.filter((stroke) => !isModifier(stroke)).length;
  if (session.phase === 'suspect') return pass(idleAfter(session));
  if (pressed < timing.silentLength) return { ...pass(idleAfter(session)), restore: session.strokes };
  return { ...finish(session, session.lastAt, endedBy, timing), capture: false };
}

function finish(
  session: ScanSession,
  at: number,
  endedBy: CapturedScan['endedBy'],
  timing: BurstTiming,
): SessionStep {
  return {
    session: {
      ...idleSession,
      lastAt: at,
      blankUntil: at + timing.blanking,
      scannedAt: at,
      unended: endedBy !== 'key',
    },
    capture: true,
    retract: 0,
    scan: { strokes: session.strokes, endedBy },
  };
}

function idleAfter(session: ScanSession): ScanSession {
  const { lastAt, blankUntil, scannedAt, unended = false } = session;
  return { ...idleSession, lastAt, blankUntil, scannedAt, unended };
}

/** True while a shortcut, or Enter on a button, might come from a scanner: wait half a second after its last key. */
export function scannerMayBeTyping(session: ScanSession, now: number): boolean {
  return session.phase === 'scan' || (session.scannedAt > 0 && now - session.scannedAt < SAFE_DISTANCE_MS);
}
