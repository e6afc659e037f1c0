import { statfsSync } from 'node:fs';
import { EmbeddedError } from './embedded-error.js';

const MEGABYTE = 1024 * 1024;

/** @throws EmbeddedError DISK_FULL when the disk of the folder has less space than needed to start at all. */
export function assertFreeSpace(folder: string, megabytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  if (free < megabytes) {
    throw new EmbeddedError(
      'DISK_FULL',
      `The disk of ${folder} has ${free} MB left, and at least ${megabytes} MB are needed. Free some space.`,
    );
  }
}
