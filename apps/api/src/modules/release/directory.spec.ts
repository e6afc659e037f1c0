import { nextEpochs, openGranted, wrapGranted } from '@custodia/vault';
import { fetchDirectory, publishEpochs, requestRelease } from '@custodia/vault/nodes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodesBench, type NodesBench } from '../../testing/nodes-bench.js';
import { dispensed, granted, newPatient, newReader, rotate } from '../../testing/patients.js';
import { readingOf } from '../../testing/readings.js';

let bench: NodesBench;
beforeAll(async () => {
  bench = await openNodesBench();
});
afterAll(() => bench.close());

describe('a directory', () => {
  it('takes in what two devices publish at once, and a former reader gets nothing of it', async () => {
    const mine = await newPatient(bench);
    const grant = await granted(bench, mine, await newReader(), {
      categories: ['medications', 'cardiology'],
    });
    const began = await Promise.all([
      nextEpochs(mine.epochs, ['medications']),
      nextEpochs(mine.epochs, ['cardiology']),
    ]);
    const published = await Promise.all(
      began.map((fresh) => publishEpochs(bench.doors, mine.keys, mine.realm, [...mine.epochs, ...fresh])),
    );
    for (const { epochs } of published) expect(epochs.length).toBeGreaterThanOrEqual(3);
    const directory = await fetchDirectory(bench.doors, mine.realm, mine.keys.pseudonym);
    const names = directory.epochs.map(({ category, epoch }) => `${category} ${epoch}`);
    expect(names.sort()).toEqual(['cardiology 1', 'cardiology 2', 'medications 1', 'medications 2']);
    // The same once more changes nothing.
    const again = await publishEpochs(bench.doors, mine.keys, mine.realm, began.flat());
    expect(again.version).toBe(directory.version);

    const envelopes = await dispensed(bench, { ...mine, directory });
    expect(envelopes[0]!.header.epoch).toBe(2);
    const opened = await requestRelease(bench.doors, readingOf(grant, mine, envelopes));
    expect([...opened.entries.values()]).toEqual([
      { kind: 'unreadable', error: expect.objectContaining({ code: 'UNKNOWN_EPOCH' }) as unknown },
    ]);
    // With the key that is handed on to those who keep their access, it opens.
    const key = await openGranted(
      await wrapGranted(began[0][0]!, grant.opening, grant.reader.holder),
      grant.opening,
      grant.reader.kem.privateKey,
    );
    const epochs = [...grant.keys, key];
    const both = await requestRelease(bench.doors, readingOf(grant, mine, envelopes, { epochs }));
    expect([...both.entries.values()]).toMatchObject([{ kind: 'read' }]);
  });

  it('grows in versions; an old one is refused, and two nodes agree on the newest', async () => {
    const mine = await newPatient(bench);
    const next = await rotate(bench, mine);
    expect(next.directory.version).toBe(2);
    await expect(rotate(bench, mine)).rejects.toMatchObject({ code: 'DIRECTORY_OLDER' });
    const read = await fetchDirectory(bench.doors, mine.realm, mine.keys.pseudonym);
    expect(read.epochs.map(({ epoch }) => epoch).sort()).toEqual([1, 1, 2]);
  });
});
