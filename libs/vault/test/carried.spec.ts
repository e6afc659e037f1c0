import { beforeAll, describe, expect, it } from 'vitest';
import { carriedJson, openOwnEntry, readCarried, sealEntry, type Json } from '../src/index.js';
import { fromAge, isAge, toAge } from '../src/safe.js';
import { draft, epochOf, newWorld } from './world.js';

const written = draft();
let carried: { readonly [key: string]: Json };
beforeAll(async () => {
  const world = await newWorld();
  const { envelope } = await sealEntry(world.directory, 'medications', written, world.author);
  const epoch = epochOf(world, 'medications');
  const opened = await openOwnEntry(envelope, epoch, world.patient);
  carried = carriedJson(envelope, epoch.publicKey, opened) as typeof carried;
});

describe('an entry that is taken along', () => {
  it('comes back as its author signed it, after JSON has had it in its hands', async () => {
    const back = await readCarried(JSON.parse(JSON.stringify(carried, null, 2)) as Json);
    expect(back).toMatchObject({
      kind: written.kind,
      body: written.body,
      header: { category: 'medications' },
    });
    expect(back.author.name).toBe(written.author.name);
  });

  it.each(['body', 'kind', 'createdAt', 'epochKey'])('is refused where its %s was changed', async (field) => {
    const other = { body: { resourceType: 'Condition' }, kind: 'x', createdAt: 7, epochKey: 'A'.repeat(43) }[
      field
    ]!;
    await expect(readCarried({ ...carried, [field]: other } as Json)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
  });

  it('is refused under another name, or in another part of the record', async () => {
    const author = { ...(carried['author'] as object), name: 'Heart Clinic' };
    await expect(readCarried({ ...carried, author } as Json)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
    const header = { ...(carried['header'] as object), category: 'allergies' };
    await expect(readCarried({ ...carried, header } as Json)).rejects.toMatchObject({
      code: 'WRONG_SIGNATURE',
    });
    await expect(readCarried({ v: 1 })).rejects.toMatchObject({ code: 'MALFORMED' });
  });
});

const streamOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]).stream();
const bytesIn = async (stream: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(stream).arrayBuffer());

it('a file of age opens with its passphrase, and with no other', async () => {
  // More than one of age's chunks: what is damaged at its end has given something out before that is known.
  const plain = new Uint8Array(200_000).map((_, i) => i % 251);
  const file = await bytesIn(await toAge(streamOf(plain), 'four words of mine'));
  expect(isAge(file)).toBe(true);
  expect(isAge(plain)).toBe(false);
  expect(await bytesIn(await fromAge(streamOf(file), 'four words of mine'))).toEqual(plain);
  await expect(fromAge(streamOf(file), 'four words of yours')).rejects.toMatchObject({
    code: 'WRONG_PASSPHRASE',
  });
  const damaged = file.slice();
  damaged[file.length - 1]! ^= 1;
  const stream = await fromAge(streamOf(damaged), 'four words of mine');
  await expect(bytesIn(stream)).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' });
});
