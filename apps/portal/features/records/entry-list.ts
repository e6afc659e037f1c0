import type { Category } from '@custodia/vault';
import { isResource, summaryOf, type Resource, type Summary } from './fhir';
import type { OwnEntry } from './record';

/** A line of the record: the newest word on a thing, with what was said before. */
export type RecordLine =
  | {
      readonly kind: 'read';
      readonly id: string;
      readonly category: Category;
      readonly author: string;
      /** Of the author, as the entry says; 0 for the patient. */
      readonly party: number;
      readonly resource: Resource;
      readonly summary: Summary;
      /** What it replaces, newest first. */
      readonly before: readonly Summary[];
    }
  | {
      readonly kind: 'unreadable';
      readonly id: string;
      readonly category: Category;
      readonly code: string;
      /** Who handed it in, where that is known. */
      readonly from: string | undefined;
    };

/** A line that can be read. */
export type ReadLine = Extract<RecordLine, { kind: 'read' }>;
type Read = ReadLine & { readonly at: number };

/** Puts entries into lines: what corrects another stands in its place, and what cannot be read says so. Pure. */
export function linesOf(entries: readonly OwnEntry[]): RecordLine[] {
  const unreadable: RecordLine[] = [];
  const read: Read[] = [];
  for (const { id, category, outcome, from } of entries) {
    if (outcome.kind === 'unreadable') {
      unreadable.push({ kind: 'unreadable', id, category, code: outcome.error.code, from });
      continue;
    }
    const { body, author, createdAt } = outcome.entry;
    if (!isResource(body))
      unreadable.push({ kind: 'unreadable', id, category, code: 'ENTRY_UNREADABLE', from: author.name });
    else
      read.push({
        kind: 'read',
        id,
        category,
        author: author.name,
        party: author.party,
        resource: body,
        summary: summaryOf(body),
        before: [],
        at: createdAt,
      });
  }
  read.sort((a, b) => b.at - a.at);
  const byThing = new Map<string, Read>();
  for (const line of read) {
    // Only who wrote something may correct it: another's entry of the same number stands for itself.
    const thing = line.summary.about ? `${line.party} ${line.author} ${line.summary.about}` : line.id;
    const newer = byThing.get(thing);
    byThing.set(thing, newer ? { ...newer, before: [...newer.before, line.summary] } : line);
  }
  return [...[...byThing.values()].map(({ at: _, ...line }) => line), ...unreadable];
}
