import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDocument, stringifyDocument } from '@urql/core';
import { Kind, OperationTypeNode, type DocumentNode } from 'graphql';

/** Operations by the SHA-256 of their text. */
export type OperationList = Record<string, string>;

/** Every operation of the portal, as its client writes it. */
export async function operationsIn(features: string): Promise<OperationList> {
  const files = (await readdir(features, { recursive: true })).filter((file) =>
    file.endsWith('.documents.ts'),
  );
  const documents: DocumentNode[] = [];
  for (const file of files.sort()) {
    const exported = (await import(/* @vite-ignore */ join(features, file))) as object;
    documents.push(...Object.values(exported).filter(isOperation));
  }
  return Object.fromEntries(documents.map(textOf).map((text) => [hashOf(text), text]));
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The cache of the client adds type names before it writes a document; subscriptions do not pass by it. */
function textOf(document: DocumentNode): string {
  const streams = document.definitions.some(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.SUBSCRIPTION,
  );
  return stringifyDocument(streams ? document : (formatDocument(document) as DocumentNode));
}

function isOperation(exported: unknown): exported is DocumentNode {
  if (typeof exported !== 'object' || exported === null || !('definitions' in exported)) return false;
  return (exported as DocumentNode).definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
}
