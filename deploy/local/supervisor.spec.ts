import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProgram } from '@custodia/embedded';
import { PartEnded, Supervisor } from './supervisor.mjs';

let folder: string;
let supervisor: Supervisor;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'custodia-supervisor-'));
  supervisor = new Supervisor();
});

afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true });
});

/** A real process that writes its name to a common file when it is told to stop. */
const program =
  (name: string, code = '') =>
  () =>
    startProgram({
      command: process.execPath,
      args: [
        '-e',
        `const { appendFileSync } = require('node:fs');
       setInterval(() => {}, 1000);
       process.on('SIGTERM', () => { appendFileSync('stopped', '${name} '); process.exit(); });
       appendFileSync('started', '${name} ');
       ${code}`,
      ],
      cwd: folder,
      env: {},
      mark: folder,
      logFile: join(folder, `${name}.log`),
      pidFile: join(folder, `${name}.pid`),
    });
const written = (file: string) => {
  try {
    return readFileSync(join(folder, file), 'utf8').trim();
  } catch {
    return '';
  }
};
const hasStarted = (name: string) => async () => written('started').split(' ').includes(name);

test('a part that ends by itself is named, with its last lines', async () => {
  await supervisor.start('The API', program('api'), hasStarted('api'));
  const complain = program(
    'worker',
    `console.error('the database is gone'); setTimeout(() => process.exit(3), 300);`,
  );
  await supervisor.start('The worker', complain, hasStarted('worker'));

  const failure = await supervisor.failed.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PartEnded);
  expect(String(failure)).toContain('The worker ended by itself');
  expect(String(failure)).toContain('the database is gone');
  expect(String(failure)).toContain('exit code 3');
});

test('a part that ends before it is ready fails its start', async () => {
  const start = supervisor.start('The API', program('api', `throw new Error('no key');`), async () => false);
  await expect(start).rejects.toThrow(/The API ended by itself[^]*no key/);
});

test('while a part starts, the end of another one is noticed', async () => {
  await supervisor.start(
    'PostgreSQL',
    program('postgres', 'setTimeout(() => process.exit(1), 500)'),
    hasStarted('postgres'),
  );
  const start = supervisor.start('The API', program('api'), async () => false);
  await expect(start).rejects.toThrow('PostgreSQL ended by itself');
});

test('a part is started only when the one before is ready', async () => {
  await supervisor.start('first', program('first'), hasStarted('first'));
  await supervisor.start('second', program('second'), hasStarted('second'));
  expect(written('started')).toBe('first second');
});

test('parts are stopped in the opposite order, and their stop is not a failure', async () => {
  let failures = 0;
  supervisor.failed.catch(() => failures++);
  for (const name of ['database', 'api', 'portal'])
    await supervisor.start(name, program(name), hasStarted(name));

  expect(await supervisor.stop()).toEqual([]);
  expect(written('stopped')).toBe('portal api database');
  expect(failures).toBe(0);
});

test('a part that cannot be stopped cleanly is told, and the others are stopped', async () => {
  await supervisor.start('database', program('database'), hasStarted('database'));
  const problem = new Error('the chain could not be saved');
  await supervisor.start('chain', async () => ({
    ended: new Promise<void>(() => {}),
    output: () => '',
    stop: () => Promise.reject(problem),
  }));

  expect(await supervisor.stop()).toEqual([problem]);
  expect(written('stopped')).toBe('database');
});

test('a part that gets up while everything is being stopped is stopped as well', async () => {
  const late = supervisor.start('api', async () => {
    const part = await program('api')();
    await expect.poll(hasStarted('api')).toBe(true);
    await supervisor.stop();
    return part;
  });
  await late;
  expect(written('stopped')).toBe('api');
});
