/** Somebody at a site: what one of them keeps is never seen by another, nor at another site. */
export interface Owner {
  readonly user: { readonly id: string };
  readonly site: { readonly id: string };
}

/** A shift. Later, whoever comes back begins anew. */
const KEPT_MS = 12 * 3_600_000;

/** Where somebody's things lie. */
interface Drawer {
  readonly forget: (owner: Owner) => void;
}

const drawers = new Set<Drawer>();

/** Has a drawer emptied too when its owner signs out. */
export function forgetWith(drawer: Drawer): void {
  drawers.add(drawer);
}

/**
 * What somebody has begun and comes back to, when the terminal was locked or another person worked at it in between.
 * In the memory of this tab alone: it is gone with the tab, and when its owner signs out.
 */
export class Kept<T> {
  readonly #values = new Map<string, { readonly value: T; readonly end: ReturnType<typeof setTimeout> }>();

  constructor() {
    forgetWith(this);
  }

  get(owner: Owner): T | undefined {
    return this.#values.get(keyOf(owner))?.value;
  }

  put(owner: Owner, value: T): void {
    this.forget(owner);
    const end = setTimeout(() => this.forget(owner), KEPT_MS);
    this.#values.set(keyOf(owner), { value, end });
  }

  forget(owner: Owner): void {
    const key = keyOf(owner);
    clearTimeout(this.#values.get(key)?.end);
    this.#values.delete(key);
  }
}

/** Nothing that somebody has begun here outlasts the sign-out. */
export function forgetAllOf(owner: Owner): void {
  for (const drawer of drawers) drawer.forget(owner);
}

function keyOf({ user, site }: Owner): string {
  return `${user.id} ${site.id}`;
}
