import type { Stroke } from '@custodia/gs1';

/** A key press as the decoder takes it. */
export function strokeOf(event: KeyboardEvent): Stroke {
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

/** What key presses would have typed into a field. */
export function typedText(strokes: readonly Stroke[]): string {
  return strokes.map(({ key, ctrl }) => (key.length === 1 && !ctrl ? key : '')).join('');
}
