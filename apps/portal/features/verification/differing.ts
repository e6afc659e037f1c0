/** A stretch of a text that is the same in the other, or is not. */
export interface Stretch {
  readonly text: string;
  readonly differs: boolean;
}

/** Cuts a text where it differs from another, position by position, so that the eye finds the place. */
export function differing(text: string, other: string): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, character] of [...text].entries()) {
    const differs = character !== other[index];
    const last = stretches.at(-1);
    if (last?.differs === differs) stretches[stretches.length - 1] = { text: last.text + character, differs };
    else stretches.push({ text: character, differs });
  }
  return stretches;
}
