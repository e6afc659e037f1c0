import { carriedJson, readCarried, VaultError, type Category, type Json } from '@custodia/vault';
import { fromAge, isAge, toAge } from '@custodia/vault/safe';
import { bytesOf, textOf } from './bytes';
import { linesOf } from './entry-list';
import { NotABundle, isResource, readBundle, summaryOf, type Resource } from './fhir';
import { ipsBundle } from './ips';
import { ownEnvelopes, type OpenRecord, type OwnEntry } from './record';

const FORMAT = 'custodia/record/v1';
/** Bytes of a file that is brought, at most. */
export const MOST_BROUGHT = 32 * 1024 * 1024;

/** Everything that can be read of a record, with what each author signed, in a file that a passphrase opens. */
export async function safeFileOf(
  record: OpenRecord,
  passphrase: string,
): Promise<{ readonly file: Uint8Array; readonly count: number }> {
  const all = await ownEnvelopes(record);
  const entries = all.flatMap(({ envelope, epochKey, outcome }) =>
    outcome.kind === 'read' && epochKey ? [carriedJson(envelope, epochKey, outcome.entry)] : [],
  );
  const text = JSON.stringify({ format: FORMAT, madeAt: new Date().toISOString(), entries });
  return { file: await toAge(bytesOf(text), passphrase), count: entries.length };
}

/** What holds now, as an International Patient Summary. */
export function summaryFileOf(entries: readonly OwnEntry[]): {
  readonly text: string;
  readonly count: number;
} {
  const resources = currentOf(entries);
  const bundle = ipsBundle(resources, {
    id: crypto.randomUUID(),
    timestamp: new Date().toISOString(),
    title: 'Patient summary',
    lineOf,
    newId: () => crypto.randomUUID(),
  });
  return { text: JSON.stringify(bundle, null, 2), count: resources.length };
}

/** What is neither taken back nor replaced; the summary for emergencies says the same again. */
export function currentOf(entries: readonly OwnEntry[]): Resource[] {
  return linesOf(entries).flatMap((line) =>
    line.kind === 'read' && line.summary.state === 'current' && line.resource.resourceType !== 'Bundle'
      ? [line.resource]
      : [],
  );
}

export function lineOf(resource: Resource): string {
  const { title, detail, date } = summaryOf(resource);
  return [title, detail, date].filter(Boolean).join(', ');
}

/** What a file brings, by who wrote it; nothing for whoever brings it. */
export interface Brought {
  readonly entries: readonly {
    readonly category: Category;
    readonly resource: Resource;
    readonly author: string | undefined;
  }[];
  /** Of another kind than a record takes. */
  readonly left: number;
  /** Not what the author signed that they name. */
  readonly forged: number;
}

/** Whether a file needs a passphrase to be read. */
export function needsPassphrase(file: Uint8Array): boolean {
  return isAge(file);
}

/**
 * Reads what somebody brings: a file of this product, whose signatures are checked since age names no sender, or FHIR R4.
 * @throws NotABundle, VaultError WRONG_PASSPHRASE
 */
export async function readBrought(file: Uint8Array, passphrase: string): Promise<Brought> {
  const text = textOf(isAge(file) ? await fromAge(file, passphrase) : file);
  const given = signedEntriesIn(text);
  if (!given) {
    const { entries, skipped } = readBundle(text);
    const left = Object.values(skipped).reduce((sum, count) => sum + count, 0);
    return { entries: entries.map((one) => ({ ...one, author: undefined })), left, forged: 0 };
  }
  let [left, forged] = [0, 0];
  const entries: Brought['entries'][number][] = [];
  for (const one of given) {
    try {
      const { header, body, author } = await readCarried(one);
      // The summary for emergencies says the same again, and is made anew.
      if (header.category === 'emergency-summary' && isResource(body) && body.resourceType === 'Bundle')
        continue;
      if (!isResource(body) || body.resourceType === 'Bundle') left += 1;
      else entries.push({ category: header.category, resource: body, author: author.name || undefined });
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      forged += 1;
    }
  }
  return { entries, left, forged };
}

function signedEntriesIn(text: string): readonly Json[] | undefined {
  try {
    const read = JSON.parse(text) as { format?: unknown; entries?: unknown };
    return read.format === FORMAT && Array.isArray(read.entries) ? (read.entries as Json[]) : undefined;
  } catch {
    throw new NotABundle('The file is not JSON.');
  }
}
