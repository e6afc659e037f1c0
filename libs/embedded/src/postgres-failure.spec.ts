import { expect, test } from 'vitest';
import { assertFreeSpace } from './disk-space.js';
import { postgresFailure } from './postgres-failure.js';

// As PostgreSQL 18 printed them.
test.each([
  [
    'DISK_FULL',
    'PANIC:  could not write to file "pg_logical/replorigin_checkpoint.tmp": No space left on device',
  ],
  ['DISK_FULL', 'initdb: error: could not write file "/x/PG_VERSION": No space left on device'],
  ['PORT_TAKEN', 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use'],
  ['DATA_FOLDER_BROKEN', 'PANIC:  could not locate a valid checkpoint record at 0/1B81418'],
  [
    'DATA_FOLDER_IN_USE',
    'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 57) running in data directory "/x"?',
  ],
  ['START_FAILED', 'FATAL:  could not map anonymous shared memory: Cannot allocate memory'],
])('%s is told from what the server printed', (code, output) => {
  expect(postgresFailure(output, '/x', 5432)).toMatchObject({ code });
});

test('a disk with too little space is refused with what it has', () => {
  expect(() => assertFreeSpace('/', 1e12)).toThrow(/has \d+ MB left, and at least 1000000000000 MB/);
});
