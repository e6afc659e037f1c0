import { pipeline } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { Tx } from '../../platform/work/index.js';

const PART_BYTES = 1 << 20;

/** Keeps an uploaded list with its run until the run is there: whoever goes on with an interrupted import needs it. */
export async function keepUpload(tx: Tx, runId: number, file: AsyncIterable<Uint8Array>): Promise<void> {
  const packed = pipeline(Readable.from(file), createGzip({ level: 1 }), () => undefined);
  let part = 0;
  let waiting: Buffer[] = [];
  let bytes = 0;
  const store = async () => {
    await tx.sql('INSERT INTO run_upload (run_id, part, bytes) VALUES ($1, $2, $3)', [
      runId,
      part++,
      Buffer.concat(waiting),
    ]);
    waiting = [];
    bytes = 0;
  };
  for await (const chunk of packed as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes >= PART_BYTES) await store();
  }
  if (bytes > 0) await store();
}

export async function isUploadKept(database: DataSource, runId: number): Promise<boolean> {
  const found: unknown[] = await database.query('SELECT 1 FROM run_upload WHERE run_id = $1 LIMIT 1', [
    runId,
  ]);
  return found.length > 0;
}

/** The list as it was uploaded, a part in memory at a time. */
export function readKeptUpload(database: DataSource, runId: number): AsyncIterable<Uint8Array> {
  return pipeline(
    Readable.from(parts(database, runId)),
    createGunzip(),
    () => undefined,
  ) as AsyncIterable<Buffer>;
}

async function* parts(database: DataSource, runId: number): AsyncGenerator<Buffer> {
  for (let part = 0; ; part++) {
    const [row]: { bytes: Buffer }[] = await database.query(
      'SELECT bytes FROM run_upload WHERE run_id = $1 AND part = $2',
      [runId, part],
    );
    if (!row) return;
    yield row.bytes;
  }
}
