import type { Author, Category, EntryWriter } from '@custodia/vault';
import { toBase64Url } from './bytes';
import type { FileSource } from './file-parts';
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
      /** Who handed it in, where two nodes say that it was somebody else than the author that it names. */
      readonly handedInBy?: string;
      /** Where its files are fetched, and what opens them. */
      readonly source?: FileSource;
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
type Read = ReadLine & { readonly at: number; readonly by: string };

/** Puts entries into lines: what corrects another stands in its place, and what cannot be read says so. Pure. */
export function linesOf(entries: readonly OwnEntry[]): RecordLine[] {
  const unreadable: RecordLine[] = [];
  const read: Read[] = [];
  for (const { id, category, outcome, from, writer, place } of entries) {
    if (outcome.kind === 'unreadable') {
      unreadable.push({ kind: 'unreadable', id, category, code: outcome.error.code, from });
      continue;
    }
    const { body, author, createdAt, contentKey } = outcome.entry;
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
        ...(writer && isAnother(writer, author) && { handedInBy: writer.name }),
        ...(place && { source: { ...place, contentKey } }),
        before: [],
        at: createdAt,
        by: byWhom(author, writer),
      });
  }
  read.sort((a, b) => b.at - a.at);
  const byThing = new Map<string, Read>();
  for (const line of read) {
    // Only who wrote something may correct it: another's entry of the same number stands for itself.
    const thing = line.summary.about ? `${line.by} ${line.summary.about}` : line.id;
    const newer = byThing.get(thing);
    byThing.set(thing, newer ? { ...newer, before: [...newer.before, line.summary] } : line);
  }
  return [...[...byThing.values()].map(({ at: _, by: __, ...line }) => line), ...unreadable];
}

/**
 * Who wrote something, as far as it can be held against them: the party for which two nodes took it, by its operator's
 * certificate. A reader is not told that by the nodes; there, the key that signed counts, since a name can be claimed.
 */
function byWhom({ signKey }: Author, writer: EntryWriter | undefined): string {
  return writer ? `party ${writer.party}` : `key ${toBase64Url(signKey)}`;
}

function isAnother(writer: EntryWriter, { party, name }: Author): boolean {
  // Patients have no name that anybody vouches for.
  return writer.party !== party || (party !== 0 && writer.name !== name);
}
