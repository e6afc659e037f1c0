import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage, textOf } from './stage.js';

const PACKAGED = fileURLToPath(new URL('../dist/package', import.meta.url));
/** What the README says that the program asks a node. */
const READS = /^eth_(chainId|blockNumber|getBlockByNumber|getTransactionReceipt|getLogs|getCode|call)$/;

let stage: Stage;
let folder: string;
let reader: Server;
let rpc: string;
const refused: string[] = [];

/** An auditor's endpoint in front of the node: whatever could change something is refused. */
function readOnly(url: string): Server {
  return createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const calls = [JSON.parse(body)].flat() as { method: string }[];
    const others = calls.filter(({ method }) => !READS.test(method));
    refused.push(...others.map(({ method }) => method));
    if (others.length > 0) return void response.writeHead(403).end();
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
}

function run(cwd: string, command: string, ...args: string[]): Promise<{ code: number; printed: string }> {
  return new Promise((resolve) => {
    const cache = join(folder, 'npm');
    const env = { ...process.env, npm_config_cache: cache, npm_config_offline: 'true' };
    execFile(command, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, printed: stdout + stderr }),
    );
  });
}

beforeAll(async () => {
  stage = await Stage.open();
  folder = await mkdtemp(join(tmpdir(), 'stranger-'));
  reader = readOnly(stage.url).listen(0, '127.0.0.1');
  await once(reader, 'listening');
  rpc = `http://127.0.0.1:${(reader.address() as AddressInfo).port}`;
});
afterAll(async () => {
  reader.close();
  await stage.stop();
  await rm(folder, { recursive: true });
});

describe('a stranger with the program’s file, the bundle and an endpoint that only reads', () => {
  it('checks the bundle in an empty folder, without any registry', async () => {
    const made = await run(fileURLToPath(new URL('..', import.meta.url)), process.execPath, 'package.mjs');
    expect(made, made.printed).toMatchObject({ code: 0 });
    const [file = ''] = (await readdir(PACKAGED)).filter((name) => name.endsWith('.tgz'));
    await copyFile(join(PACKAGED, file), join(folder, file));
    const text = textOf(await stage.anchoredBundle());
    const check = async (content: string) => {
      await writeFile(join(folder, 'bundle.json'), content);
      const named = ['--contracts', Object.values(stage.contracts).join()];
      const command = [`--package=./${file}`, 'verify-evidence', 'bundle.json', '--rpc', rpc];
      return run(folder, 'npx', '--yes', ...command, ...named);
    };
    const whole = await check(text);
    expect(whole, whole.printed).toMatchObject({ code: 0 });
    expect(whole.printed).toContain('checks hold');
    expect((await check(text.replace('"serial":"SERIAL0"', '"serial":"SERIAL9"'))).code).toBe(1);
    expect(refused).toEqual([]);
  });
});
