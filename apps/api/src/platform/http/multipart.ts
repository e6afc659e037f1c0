import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/index.js';

/**
 * The fields and files of an upload, as they come in. What a file is called and what it is said to be is not looked at:
 * its bytes tell. @throws DomainError BAD_INPUT where it is no upload, or broke off
 */
export async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  if (!request.isMultipart()) throw new DomainError('BAD_INPUT', 'Send the file as multipart/form-data.');
  try {
    yield* request.parts();
  } catch {
    throw new DomainError(
      'BAD_INPUT',
      'The upload is damaged, was cut off, or has more in it than one file and its fields. Send the file again.',
    );
  }
}

/** The file, or its first bytes where it is longer: the rest is read and dropped, so that the refusal arrives. */
export async function readAtMost(file: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file) {
    if (length < most) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}
