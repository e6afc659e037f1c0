import { beforeEach, expect, it, vi } from 'vitest';

const kept = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, text: string) => void kept.set(key, text),
});
vi.stubGlobal('window', new EventTarget());

/** The page as it is loaded anew: its memory is empty, and what the browser keeps is there still. */
async function loaded() {
  vi.resetModules();
  return import('./once-looks');
}

beforeEach(() => kept.clear());

it('a look that was begun goes on in its window, and is taken once the window was closed', async () => {
  const request = { id: 'a' };
  const window = await loaded();
  const session = await window.sessionOf(request);
  window.noteLook(request, { at: 1_000 });
  expect(window.takenLook(request)).toBeUndefined();
  expect(await window.sessionOf(request)).toBe(session);
  const next = await loaded();
  expect(next.takenLook(request)).toEqual({ at: 1_000 });
  expect(next.takenLook({ id: 'b' })).toBeUndefined();
});

it('a look that was read to its end is taken at once, at the time at which it began', async () => {
  const request = { id: 'a' };
  const { sessionOf, noteLook, endLook, takenLook } = await loaded();
  await sessionOf(request);
  noteLook(request, { at: 1_000 });
  noteLook(request, { at: 2_000, told: true });
  endLook(request);
  expect(takenLook(request)).toEqual({ at: 1_000 });
});

it('a look that the nodes say was taken is taken, at a time that nobody here knows', async () => {
  const request = { id: 'a' };
  const { sessionOf, foundUsed, takenLook } = await loaded();
  await sessionOf(request);
  foundUsed(request);
  expect(takenLook(request)).toMatchObject({ told: true });
});

it('the oldest are forgotten first, and what cannot be read counts for none', async () => {
  const { noteLook, takenLook } = await loaded();
  for (let n = 0; n <= 200; n++) noteLook({ id: `${n}` }, { at: n });
  expect(takenLook({ id: '0' })).toBeUndefined();
  expect(takenLook({ id: '1' })).toEqual({ at: 1 });
  expect(takenLook({ id: '200' })).toEqual({ at: 200 });
  for (const text of ['{', '7', '{}']) {
    kept.set('custodia-looks-taken', text);
    expect(takenLook({ id: '1' })).toBeUndefined();
  }
});
