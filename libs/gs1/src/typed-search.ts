import type { TypedToken } from './typed-tokens.js';

/** More readings than this are not worth telling apart: the layout has lost too much. */
const MAX_READINGS = 1024;
const MAX_STEPS = 200_000;

/** All texts that a typed string may stand for. */
export type Readings =
  | { readonly complete: true; readonly texts: ReadonlySet<string> }
  /** Too many to list. */
  | { readonly complete: false };

/** Finds every way to put a typed string together from tokens. */
export class TypedReader {
  private readonly byStart = new Map<string, TypedToken[]>();

  constructor(tokens: readonly TypedToken[]) {
    for (const token of tokens) {
      if (token.typed === '') continue;
      const start = token.typed.charAt(0);
      const list = this.byStart.get(start);
      if (list) list.push(token);
      else this.byStart.set(start, [token]);
    }
  }

  readings(typed: string): Readings {
    const steps = this.stepsFrom(typed);
    const texts = new Set<string>();
    const open: { at: number; text: string }[] = [{ at: 0, text: '' }];
    let taken = 0;
    for (let state = open.pop(); state; state = open.pop()) {
      if (state.at === typed.length) {
        texts.add(state.text);
        if (texts.size > MAX_READINGS) return { complete: false };
        continue;
      }
      for (const { typed: piece, text } of steps[state.at] ?? []) {
        open.push({ at: state.at + piece.length, text: state.text + text });
      }
      taken++;
      if (taken > MAX_STEPS) return { complete: false };
    }
    return { complete: true, texts };
  }

  /** The index of the first character that no reading accounts for, or -1. */
  unknownAt(typed: string): number {
    let reached = 0;
    const reachable = new Uint8Array(typed.length + 1);
    reachable[0] = 1;
    for (let at = 0; at < typed.length; at++) {
      if (reachable[at] !== 1) continue;
      for (const { typed: piece } of this.tokensAt(typed, at)) {
        reachable[at + piece.length] = 1;
        reached = Math.max(reached, at + piece.length);
      }
    }
    return reachable[typed.length] === 1 ? -1 : reached;
  }

  private tokensAt(typed: string, at: number): TypedToken[] {
    return (this.byStart.get(typed.charAt(at)) ?? []).filter(
      ({ typed: piece, last }) =>
        typed.startsWith(piece, at) && (last !== true || at + piece.length === typed.length),
    );
  }

  /** For each index the tokens from which the end can be reached: the search then meets no dead end. */
  private stepsFrom(typed: string): TypedToken[][] {
    const steps: TypedToken[][] = Array.from({ length: typed.length + 1 }, () => []);
    for (let at = typed.length - 1; at >= 0; at--) {
      steps[at] = this.tokensAt(typed, at).filter(({ typed: piece }) => {
        const next = at + piece.length;
        return next === typed.length || (steps[next]?.length ?? 0) > 0;
      });
    }
    return steps;
  }
}
