import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentNode } from 'graphql';
import { afterEach, expect, it, vi } from 'vitest';
import { createClient } from './client';
import { hashOf, operationsIn } from './operations';

const PORTAL = new URL('..', import.meta.url).pathname;
const FEATURES = join(PORTAL, 'features');

const sources = ['app', 'features', 'lib', 'ui'].flatMap((folder) =>
  readdirSync(join(PORTAL, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(spec|d)\.tsx?$/.test(file)),
);
const documents = sources.filter((file) => file.endsWith('.documents.ts'));

afterEach(() => vi.unstubAllGlobals());

it('documents are written in files of documents, and nowhere else', () => {
  const elsewhere = sources
    .filter((file) => !documents.includes(file) && file !== 'lib/graphql.ts')
    .filter((file) =>
      /\bgraphql\(|\bgql\b|['"`]\s*(query|mutation|subscription)\s+\w*\s*[({]/.test(read(file)),
    );
  expect(elsewhere).toEqual([]);
});

it('each of them is exported, and so is on the list', async () => {
  const written = documents.flatMap((file) =>
    [...read(file).matchAll(/^\s*(query|mutation|subscription) (\w+)/gm)].map(([, , name]) => name!),
  );
  const listed = Object.values(await operationsIn(FEATURES)).map(nameOf);
  expect(written.length).toBeGreaterThan(100);
  expect(listed.sort()).toEqual(written.sort());
});

it('what the client sends of each of them is on the list', async () => {
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (_url: string, { body }: RequestInit) => {
    sent.push((JSON.parse(String(body)) as { query: string }).query);
    return Response.json({ data: null });
  });
  const client = createClient({ onSignedOut: () => undefined, onStream: () => undefined });
  const operations: DocumentNode[] = [];
  for (const file of documents) {
    const exported = Object.values((await import(join(PORTAL, file))) as object) as DocumentNode[];
    operations.push(...exported.filter((one) => kindOf(one) !== undefined));
  }
  for (const document of operations) {
    const kind = kindOf(document)!;
    if (kind === 'subscription') {
      const { unsubscribe } = client.subscription(document, {}).subscribe(() => undefined);
      await expect.poll(() => sent.some((text) => nameOf(text) === nameIn(document))).toBe(true);
      unsubscribe();
    } else await client[kind](document, {}).toPromise();
  }
  const listed = await operationsIn(FEATURES);
  expect(sent.length).toBeGreaterThanOrEqual(operations.length);
  expect(sent.filter((text) => listed[hashOf(text)] !== text)).toEqual([]);
});

function read(file: string): string {
  return readFileSync(join(PORTAL, file), 'utf8');
}

function nameOf(text: string): string {
  return /\b(?:query|mutation|subscription) (\w+)/.exec(text)![1]!;
}

function definitionIn(document: DocumentNode) {
  return document.definitions?.find((one) => one.kind === 'OperationDefinition');
}

function kindOf(document: DocumentNode) {
  return definitionIn(document)?.operation;
}

function nameIn(document: DocumentNode) {
  return definitionIn(document)?.name?.value;
}
