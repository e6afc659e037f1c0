import {
  defaultTiming,
  idleSession,
  onPause,
  onStroke,
  scannerMayBeTyping,
  timingOf,
  type CapturedScan,
  type ScannerProfile,
  type SessionStep,
  type Stroke,
} from '@custodia/gs1';
import { scannerClock } from '@/ui/keys/scanner-clock';
import { restoreAll, snapshotOf, type FieldSnapshot, type TextField } from './field-snapshot';
import { silenceTimer } from './silence-timer';
import { strokeOf, typedText } from './strokes';
import { giveBack } from './typed-by-program';

export interface WedgeEvents {
  /** The keys of one scan. */
  readonly onCapture: (captured: CapturedScan) => void;
  /**
   * A scan into a password field. Its keys are neither kept nor passed on: they might be a password. Without it such a field is
   * heard as any other.
   */
  readonly onPassword?: () => void;
  /** Whether a burst into a field is no scan, but typed by a program for the person: it is given back to the field. */
  readonly isTyping?: (captured: CapturedScan, field: TextField) => boolean;
  /** The scan before was cut short: more of it came after it had been taken to be over. */
  readonly onCut?: () => void;
  /** Whether this device's scanner may end its scans with a key. */
  readonly mayEndLine: () => boolean;
  /** The calibration in use. A slow scanner gets more time by it. */
  readonly profile: () => ScannerProfile | undefined;
}

/** On a busy computer keys come late and in heaps. */
const PATIENCE_MS = 300;
/** A line end that the scanner may send is worth waiting for: without it the scan does not count. */
const LINE_END_PATIENCE_MS = 600;

/**
 * Hears key presses at scanner speed, wherever the focus is, and keeps them from fields, buttons and shortcuts. The
 * capture phase comes before any listener of a screen.
 */
export function listenToWedge(
  target: Document,
  { onCapture, onPassword, isTyping, onCut, mayEndLine, profile }: WedgeEvents,
): () => void {
  let session = idleSession;
  let fields: FieldSnapshot[] = [];
  let inPassword = false;
  const kept = new Set<string>();

  const timing = () => {
    const known = profile();
    const timed = known ? timingOf(known) : defaultTiming;
    const silence = Math.max(timed.silence, PATIENCE_MS);
    return { ...timed, silence, patience: mayEndLine() ? Math.max(silence, LINE_END_PATIENCE_MS) : silence };
  };
  const isScanning = (now: number) => session.phase === 'scan' || now < session.blankUntil;
  const take = (step: SessionStep, now: number, endedBy?: string) => {
    const begins = session.phase !== 'scan' && step.session.phase === 'scan';
    session = step.session;
    if (step.cut) onCut?.();
    if (scannerMayBeTyping(session, now)) scannerClock.strike(session.scannedAt);
    if (begins) restoreAll(fields);
    if (inPassword) {
      if (step.scan ?? step.restore) onPassword?.();
      return;
    }
    const [field] = fields;
    if (step.restore) field?.type(typedText(step.restore));
    if (step.scan && field && isTyping?.(step.scan, field.element)) {
      // The next field is typed into at once: no pause as after a scan.
      session = idleSession;
      giveBack(typedText(step.scan.strokes), field, endedBy);
    } else if (step.scan) onCapture(step.scan);
  };
  const pause = silenceTimer(() => {
    const now = performance.now();
    take(onPause(session, now, timing()), now);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    // A composing keyboard is a person, unless a scan is under way: dead keys compose.
    if (event.isComposing && session.phase !== 'scan') return;
    const before = session.phase === 'scan' ? undefined : snapshotOf(target.activeElement);
    const password = onPassword !== undefined && isPassword(event.target);
    const stroke = strokeOf(event);
    const step = onStroke(session, password ? withoutContent(stroke) : stroke, timing());
    if (step.session.phase === 'suspect') {
      const first = beginsWith(step, event);
      if (first) fields = [];
      // Fields of one digit each pass the focus on with every key.
      if (before && !fields.some(({ element }) => element === before.element)) fields.push(before);
      inPassword = password || (inPassword && !first);
    }
    if (step.capture || confirmsTooSoon(event)) keep(event);
    take(step, event.timeStamp, event.code);
    pause.restart(timing().patience + 5);
  };
  const keep = (event: KeyboardEvent) => {
    kept.add(event.code);
    stop(event);
  };
  // Buttons are pressed by the space bar when it is let go.
  const onKeyUp = (event: KeyboardEvent) => {
    if (kept.delete(event.code)) stop(event);
  };
  // Digits typed with Alt make a character without any key press of their own.
  const onInput = (event: InputEvent) => {
    if (isScanning(event.timeStamp)) stop(event);
  };

  target.addEventListener('keydown', onKeyDown, true);
  target.addEventListener('keyup', onKeyUp, true);
  target.addEventListener('beforeinput', onInput, true);
  return () => {
    pause.stop();
    target.removeEventListener('keydown', onKeyDown, true);
    target.removeEventListener('keyup', onKeyUp, true);
    target.removeEventListener('beforeinput', onInput, true);
  };
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Whether this press is the first of what may become a scan; Shift and the like before it write nothing. */
function beginsWith({ session }: SessionStep, event: KeyboardEvent): boolean {
  const first = session.strokes.find(({ key, code }) => !/^(?:Shift|Control|Alt|Meta)/.test(key || code));
  return first?.t === event.timeStamp;
}

/** A line end that comes late still belongs to the scan before: it must not press what has the focus. */
function confirmsTooSoon(event: KeyboardEvent): boolean {
  return /^(?:Numpad)?Enter$/.test(event.code) && !scannerClock.isQuiet(event.timeStamp);
}

/** The keys of a password are nobody's to look at: only when they were pressed, and whether it was a line end, counts. */
function withoutContent(stroke: Stroke): Stroke {
  const telling = /^(?:(?:Numpad)?Enter|Tab|(?:Shift|Control|Alt|Meta)(?:Left|Right)?)$/.test(stroke.code);
  return telling ? stroke : { ...stroke, code: '', key: '' };
}

function isPassword(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'password';
}
