import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../../platform/errors/index.js';

const LINE_FEED = 0x0a;
/** A line of a file that holds no serial. */
const HEADER = 1;

/** Enough for a million lines with GTIN, lot and a serial of 20 characters. */
export const MOST_UPLOAD_BYTES = 60_000_000;

/** An uploaded file on disk: the sender's line may be slow, and no transaction waits for it. */
export interface Upload {
  readonly sha256: string;
  read(): AsyncIterable<Uint8Array>;
  discard(): Promise<void>;
}

/**
 * @throws DomainError FILE_TOO_LARGE when a limit is passed; nothing is kept then. The rest is read and thrown away, so
 * that the sender hears why: a connection cut in the middle of an upload is an error without words.
 */
export async function receiveUpload(
  source: Readable,
  mostSerials: number,
  mostBytes = MOST_UPLOAD_BYTES,
): Promise<Upload> {
  const folder = await mkdtemp(join(tmpdir(), 'custodia-upload-'));
  const path = join(folder, 'serials');
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const hash = createHash('sha256');
  let size = 0;
  let lines = 0;
  let refusal: DomainError | undefined;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (refusal) return done();
      size += chunk.length;
      hash.update(chunk);
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) lines++;
      if (size > mostBytes) refusal = tooLarge(`${Math.floor(mostBytes / 1e6)} MB`, { mostBytes });
      else if (lines > mostSerials + HEADER)
        refusal = tooLarge(`${mostSerials.toLocaleString('en')} serials`, { mostSerials });
      if (refusal) done();
      else done(null, chunk);
    },
  });
  try {
    await pipeline(source, measure, createWriteStream(path));
    if (refusal) throw refusal as DomainError;
  } catch (error) {
    await discard();
    throw error;
  }
  return { sha256: hash.digest('hex'), read: () => createReadStream(path) as AsyncIterable<Buffer>, discard };
}

function tooLarge(limit: string, details: Record<string, number>): DomainError {
  const message = `This file has more than ${limit}, the most of one run. Split it: a lot can have several runs.`;
  return new DomainError('FILE_TOO_LARGE', message, details);
}
