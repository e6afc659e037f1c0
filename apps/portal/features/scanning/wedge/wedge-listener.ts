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
} from '@custodia/gs1';
import { scannerClock } from '@/ui/keys/scanner-clock';
import { snapshotOf, type FieldSnapshot } from './field-snapshot';
import { strokeOf, typedText } from './strokes';

export interface WedgeEvents {
  /** The keys of one scan. */
  readonly onCapture: (captured: CapturedScan) => void;
  /** The calibration in use. A slow scanner gets more time by it. */
  readonly profile: () => ScannerProfile | undefined;
}

const PATIENCE_MS = 150;

/**
 * Hears key presses at scanner speed, wherever the focus is, and keeps them from fields, buttons and shortcuts. The
 * capture phase comes before any listener of a screen.
 */
export function listenToWedge(target: Document, { onCapture, profile }: WedgeEvents): () => void {
  let session = idleSession;
  let field: FieldSnapshot | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const kept = new Set<string>();

  // On a busy computer keys come late and in heaps; a line end, once the scanner sent one, is worth waiting for.
  let endsWithKey = false;
  const timing = () => {
    const known = profile();
    const timed = known ? timingOf(known) : defaultTiming;
    return { ...timed, silence: Math.max(timed.silence, endsWithKey ? 2 * PATIENCE_MS : PATIENCE_MS) };
  };
  const isScanning = (now: number) => session.phase === 'scan' || now < session.blankUntil;
  const take = (step: SessionStep, now: number) => {
    const begins = session.phase !== 'scan' && step.session.phase === 'scan';
    session = step.session;
    if (scannerMayBeTyping(session, now)) scannerClock.strike(session.lastAt);
    if (begins) field?.restore();
    if (step.restore) field?.type(typedText(step.restore));
    if (!step.scan) return;
    endsWithKey = step.scan.endedBy === 'key';
    onCapture(step.scan);
  };
  const wait = () => {
    clearTimeout(pause);
    const { silence } = timing();
    pause = setTimeout(() => {
      const now = performance.now();
      take(onPause(session, now, timing()), now);
    }, silence + 5);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // A password is nobody's to look at. A composing keyboard is a person, unless a scan is under way: dead keys compose.
    if (isPassword(event.target) || (event.isComposing && session.phase !== 'scan')) return;
    const before = session.phase === 'scan' ? undefined : snapshotOf(target.activeElement);
    const step = onStroke(session, strokeOf(event), timing());
    if (step.session.phase === 'suspect' && beginsWith(step, event)) field = before;
    if (step.capture || confirmsTooSoon(event)) keep(event);
    take(step, event.timeStamp);
    wait();
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
    if (isScanning(event.timeStamp) && !isPassword(event.target)) stop(event);
  };

  target.addEventListener('keydown', onKeyDown, true);
  target.addEventListener('keyup', onKeyUp, true);
  target.addEventListener('beforeinput', onInput, true);
  return () => {
    clearTimeout(pause);
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

function isPassword(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'password';
}
