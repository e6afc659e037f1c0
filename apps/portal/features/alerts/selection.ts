/** Rows that were chosen to be changed together. */
export interface Selection {
  readonly ids: readonly string[];
  /** Where a range begins: the row that was chosen last by itself. */
  readonly anchor: string | undefined;
}

export const NOTHING: Selection = { ids: [], anchor: undefined };

/** Chooses one more, or one less. */
export function toggled({ ids }: Selection, id: string): Selection {
  return { ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id], anchor: id };
}

/** Chooses all from the row where the range began to this one, as they stand in the list. */
export function extended(selection: Selection, rows: readonly string[], to: string): Selection {
  const from = rows.indexOf(selection.anchor ?? to);
  const end = rows.indexOf(to);
  if (end < 0) return selection;
  const begin = from < 0 ? end : from;
  const range = rows.slice(Math.min(begin, end), Math.max(begin, end) + 1);
  return {
    ids: [...selection.ids, ...range.filter((id) => !selection.ids.includes(id))],
    anchor: rows[begin],
  };
}

/** Without what is no longer in the list: nobody changes what he does not see. */
export function within(selection: Selection, rows: readonly string[]): Selection {
  const ids = selection.ids.filter((id) => rows.includes(id));
  return ids.length === selection.ids.length ? selection : { ...selection, ids };
}
