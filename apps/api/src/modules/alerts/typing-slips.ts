const LETTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Texts that one slip of a finger turns into this one: two letters swapped, one too many, one left out, one wrong. */
export function typingSlips(typed: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= typed.length; at++) {
    const [before, here, rest] = [typed.slice(0, at), typed.charAt(at), typed.slice(at + 1)];
    for (const letter of LETTERS) {
      found.add(before + letter + here + rest);
      if (here !== '') found.add(before + letter + rest);
    }
    if (here !== '') found.add(before + rest);
    if (rest !== '') found.add(before + rest.charAt(0) + here + rest.slice(1));
  }
  found.delete(typed);
  return [...found];
}
