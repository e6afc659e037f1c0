import { beforeAll, describe, expect, it } from 'vitest';
import {
  carriedJson,
  newEpoch,
  newKeyPair,
  newSigningKey,
  openOwnEntry,
  patientKeysOf,
  readDirectory,
  signDirectory,
  startEntry,
  type Json,
} from '@custodia/vault';
import { toAge } from '@custodia/vault/safe';
import { CombinedError, type Client } from 'urql';
import { keepFiles, needsPassphrase, readBrought } from './bring-back';
import { bytesOf } from './bytes';
import { documentReference } from './fhir';
import { sha256Of } from './file-parts';
import { attachmentOf, namedFilesIn, withFilesAt, type NamedFile } from './named-files';
import type { OwnEntry } from './record';
import { safeFile, type CarriedFile } from './safe-file';

const PASSPHRASE = 'four words of mine';
const PDF = bytesOf(`%PDF-1.7 ${'scan '.repeat(1_000)}`);
const progress = { onProgress: () => undefined, signal: new AbortController().signal };

let named: NamedFile;
let entry: Json;
beforeAll(async () => {
  const [keys, author] = [await patientKeysOf(new Uint8Array(32).fill(7)), await newSigningKey()];
  const realm = { chainId: 31_337, registry: `0x${'5e'.repeat(20)}` } as const;
  const epoch = await newEpoch('cardiology', 1);
  const gate = await Promise.all(
    ['a', 'b', 'c'].map(async (id) => ({
      id,
      kemKey: (await newKeyPair()).publicKey,
      signKey: (await newSigningKey()).publicKey,
      anchor: `0x${id.repeat(40)}` as const,
    })),
  );
  const signed = await signDirectory(keys, realm, { version: 1, gate, epochs: [epoch] });
  const started = await startEntry(await readDirectory(signed, realm, keys.pseudonym), 'cardiology');
  const [fileId, sha256] = ['ab'.repeat(16), await sha256Of(PDF)];
  named = { fileId, name: 'scan.pdf', contentType: 'application/pdf', size: PDF.length, parts: 1, sha256 };
  const body = documentReference('Heart scan', [attachmentOf(named)], '2026-11-23') as unknown as Json;
  const draft = {
    kind: 'fhir/R4/DocumentReference',
    author: { name: 'Heart Clinic', party: 30 },
    createdAt: 1,
    body,
  };
  const { envelope } = await started.seal(draft, author);
  entry = carriedJson(envelope, epoch.publicKey, await openOwnEntry(envelope, epoch, keys));
});

function streamOf(files: readonly CarriedFile[], entries: readonly Json[]) {
  async function* each(): AsyncGenerator<CarriedFile> {
    for (const file of files) yield file;
  }
  return safeFile(entries, each());
}

/** As somebody who decrypted it has it: stretching the passphrase takes seconds. */
const brought = (files: readonly CarriedFile[], entries: readonly Json[] = [entry]): Promise<Blob> =>
  new Response(streamOf(files, entries)).blob();

describe('a record that is brought', () => {
  it('has its documents with the files that their authors signed, and is nothing once its end is damaged', async () => {
    const stream = await toAge(streamOf([{ sha256: named.sha256, bytes: PDF }], [entry]), PASSPHRASE);
    const file = await new Response(stream).blob();
    expect(await needsPassphrase(file)).toBe(true);
    const { entries, ...rest } = await readBrought(file, PASSPHRASE, progress);
    expect(rest).toEqual({ left: 0, forged: 0, without: 0 });
    expect(entries).toMatchObject([{ category: 'cardiology', author: 'Heart Clinic', files: [named] }]);
    await expect(readBrought(file.slice(0, -1), PASSPHRASE, progress)).rejects.toMatchObject({
      code: 'WRONG_PASSPHRASE',
    });
  });

  it('lacks a file that is not there, that is another one, or of another kind than was signed', async () => {
    const other = bytesOf('%PDF-1.7 another');
    const wrong = [
      [],
      [{ sha256: named.sha256, bytes: other }],
      [{ sha256: await sha256Of(other), bytes: other }],
    ];
    for (const files of wrong) {
      const { entries, without } = await readBrought(await brought(files), '', progress);
      expect(without).toBe(1);
      expect(entries[0]?.files).toEqual([]);
    }
  });

  it('is without an entry whose files were changed in it', async () => {
    const forged = JSON.parse(JSON.stringify(entry).replace(named.sha256, 'cd'.repeat(32))) as Json;
    const read = await readBrought(await brought([], [forged]), '', progress);
    expect(read).toMatchObject({ entries: [], forged: 1 });
  });

  it('is nothing where the file ends too early, or somebody gives it up', async () => {
    const file = await brought([{ sha256: named.sha256, bytes: PDF }]);
    await expect(readBrought(file.slice(0, -20), '', progress)).rejects.toMatchObject({ name: 'NotABundle' });
    const signal = AbortSignal.abort();
    await expect(readBrought(file, '', { ...progress, signal })).rejects.toBe(signal.reason);
  });
});

describe('files of entries that came in before the line broke', () => {
  const entryOf = (name: NamedFile) => {
    const body = documentReference('Heart scan', [attachmentOf(name)], '2026-11-23');
    return { outcome: { kind: 'read', entry: { body } } } as unknown as OwnEntry;
  };
  const clientThat = (answer: (fileId: string) => { data?: object; error?: CombinedError }) => {
    const asked: string[] = [];
    const mutation = (_: unknown, { fileId }: { fileId: string }) => {
      asked.push(fileId);
      return { toPromise: () => Promise.resolve(answer(fileId)) };
    };
    return { asked, client: { mutation } as unknown as Client };
  };
  const failing = (code: string) => ({
    error: new CombinedError({ graphQLErrors: [{ message: code, extensions: { code } }] }),
  });
  const sealed = { outcome: { kind: 'unreadable', code: 'ENTRY_UNREADABLE' } } as unknown as OwnEntry;

  it('are kept, each that an entry names; those that somebody else wrote are theirs', async () => {
    const others = { ...named, fileId: 'cd'.repeat(16) };
    const { asked, client } = clientThat((id) =>
      id === others.fileId ? failing('NOT_FOUND') : { data: { keepOwnRecordFile: true } },
    );
    await keepFiles(client, [entryOf(others), sealed, entryOf(named)]);
    expect(asked).toEqual([others.fileId, named.fileId]);
  });

  it('are not said to be kept where that is not known', async () => {
    const { client } = clientThat(() => failing('UNAVAILABLE'));
    await expect(keepFiles(client, [entryOf(named)])).rejects.toMatchObject({
      failure: { code: 'UNAVAILABLE' },
    });
  });
});

describe('a document whose files were moved', () => {
  it('names them where they lie now, and those that did not come are told and lead nowhere', () => {
    const second = { ...named, fileId: 'cd'.repeat(16), name: 'second.pdf', sha256: 'ef'.repeat(32) };
    const resource = documentReference('Heart scan', [named, second].map(attachmentOf), '2026-11-23');
    const moved = { ...named, fileId: '12'.repeat(16), parts: 9 };
    const after = withFilesAt(resource, new Map([[named.sha256, moved]]));
    expect(namedFilesIn(after)).toEqual([moved]);
    expect(JSON.stringify(after)).toContain('second.pdf');
    expect(JSON.stringify(after)).not.toContain(second.fileId);
    expect(withFilesAt({ resourceType: 'Condition' }, new Map())).toEqual({ resourceType: 'Condition' });
  });
});
