import { createStore } from '@/lib/store';

/** How often the palette was asked for; at the first time it is fetched. */
export const paletteCalls = createStore(0);

export function openPalette(): void {
  paletteCalls.set(paletteCalls.get() + 1);
}
