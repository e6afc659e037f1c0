import type { Stroke } from '@custodia/gs1';

/** Plays key presses to whatever has the focus, as far apart as they are. They type nothing: browsers ignore them. */
export async function playStrokes(strokes: readonly Stroke[]): Promise<void> {
  for (const [index, stroke] of strokes.entries()) {
    const before = strokes[index - 1];
    if (before) await new Promise((resolve) => setTimeout(resolve, stroke.t - before.t));
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', eventOf(stroke)));
    target.dispatchEvent(new KeyboardEvent('keyup', eventOf(stroke)));
  }
}

function eventOf({ code, key, shift, ctrl, alt, altgr, caps }: Stroke): KeyboardEventInit {
  return {
    code,
    key,
    shiftKey: shift,
    ctrlKey: ctrl,
    altKey: alt,
    modifierAltGraph: altgr,
    modifierCapsLock: caps,
    bubbles: true,
    cancelable: true,
  };
}
