import {
  decodeStrokes,
  defaultTiming,
  idleSession,
  layoutNames,
  onPause,
  onStroke,
  scannerMayBeTyping,
  timingOf,
  type CapturedScan,
  type ScannerProfile,
  type SessionStep,
  type Stroke,
} from '@custodia/gs1';
import { isPrescriptionText } from '@/features/prescriptions/prescription-text';
import { scannerClock } from '@/ui/keys/scanner-clock';
import { insertText, removeTyped } from './field-text';
import type { ScanInput, UnreadableScan } from './scan-input';
import { rememberScanner } from './scanner-state';

export interface WedgeEvents {
  onScan: (scan: ScanInput) => void;
  onUnreadable: (scan: UnreadableScan) => void;
}

/**
 * Hears key presses at scanner speed, wherever the focus is, and keeps them from fields, buttons and shortcuts. The
 * capture phase comes before any listener of a screen.
 */
export function listenToWedge(target: Document, events: WedgeEvents, profile?: ScannerProfile): () => void {
  const timing = profile ? timingOf(profile) : defaultTiming;
  let session = idleSession;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const take = (step: SessionStep, now: number) => {
    session = step.session;
    if (scannerMayBeTyping(session, now)) scannerClock.strike(now);
    if (step.retract > 0) removeTyped(target.activeElement, step.retract);
    if (step.restore) insertText(target.activeElement, step.restore.map(typedBy).join(''));
    if (step.scan) finish(step.scan);
  };
  const finish = ({ strokes }: CapturedScan) => {
    rememberScanner();
    const decoded = decodeStrokes(strokes, { layouts: siteLayouts(), ...(profile ? { profile } : {}) });
    const at = new Date();
    if (decoded.ok) {
      const { text, layout, repaired } = decoded;
      events.onScan({ text, layout, repaired, channel: 'WEDGE', at });
      return;
    }
    // A prescription has no GS1 data to check a reading by; its key does that, when it opens or does not.
    const prescriptions = new Set(decoded.candidates.filter(isPrescriptionText));
    const [token] = prescriptions;
    if (token !== undefined && prescriptions.size === 1) events.onScan({ text: token, channel: 'WEDGE', at });
    else events.onUnreadable({ code: decoded.code, reason: decoded.message, at });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // A password is nobody's to look at, and a composing keyboard is a person.
    if (event.isComposing || isPassword(event.target)) return;
    const step = onStroke(session, strokeOf(event), timing);
    if (step.capture) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    take(step, event.timeStamp);
    clearTimeout(pause);
    pause = setTimeout(
      () => take(onPause(session, performance.now(), timing), performance.now()),
      timing.silence + 5,
    );
  };
  target.addEventListener('keydown', onKeyDown, true);
  return () => {
    clearTimeout(pause);
    target.removeEventListener('keydown', onKeyDown, true);
  };
}

function strokeOf(event: KeyboardEvent): Stroke {
  return {
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    altgr: event.getModifierState('AltGraph') || event.code === 'AltRight',
    ctrl: event.ctrlKey,
    alt: event.altKey,
    caps: event.getModifierState('CapsLock'),
    t: event.timeStamp,
    repeat: event.repeat,
  };
}

function isPassword(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'password';
}

function typedBy({ key }: Stroke): string {
  return key.length === 1 ? key : '';
}

/** The keyboard of the reader's language, beside the US one that most scanners are set to. */
function siteLayouts(): string[] {
  const language = navigator.language.slice(0, 2).toLowerCase();
  return layoutNames.filter((name) => name === language);
}
