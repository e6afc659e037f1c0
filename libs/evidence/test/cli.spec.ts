import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../src/index.js';
import { Stage, textOf } from './stage.js';

let stage: Stage;
let folder: string;
let file: string;
let text: string;

beforeAll(async () => {
  stage = await Stage.open();
  folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  file = join(folder, 'bundle.json');
  text = textOf(await stage.anchoredBundle());
  await writeFile(file, text);
});
afterAll(async () => {
  await stage.stop();
  await rm(folder, { recursive: true });
});

async function run(...args: string[]): Promise<{ code: number; printed: string }> {
  const lines: string[] = [];
  const code = await main(args, (line) => lines.push(line));
  return { code, printed: lines.join('\n') };
}

describe('verify-evidence', () => {
  it('says that a bundle holds, for the contracts that the reader names', async () => {
    const contracts = Object.values(stage.contracts).join(',');
    const { code, printed } = await run(file, '--rpc', stage.url, '--contracts', contracts);
    expect(printed).toMatch(/checks hold: 1 alert, 2 packs, 4 transactions/);
    expect(code).toBe(0);
    const all = await run(file, '--rpc', stage.url, '--contracts', contracts, '--all');
    expect(all.printed).toContain('no event of the packs');
  });

  it('asks the reader to confirm contracts that only the bundle names', async () => {
    const { code, printed } = await run(file, '--rpc', stage.url);
    expect(code).toBe(3);
    expect(printed).toContain(stage.contracts.lotLedger);
  });

  it('says what does not hold', async () => {
    const forged = join(folder, 'forged.json');
    await writeFile(forged, text.replace('"serial":"SERIAL0"', '"serial":"SERIAL9"'));
    const { code, printed } = await run(forged, '--rpc', stage.url);
    expect(code).toBe(1);
    expect(printed).toMatch(/FAILS {2}the hash is that of the content/);
    await writeFile(forged, text.slice(0, 100));
    expect(await run(forged, '--rpc', stage.url)).toMatchObject({ code: 1 });
  });

  it('says what it needs where it cannot check', async () => {
    const nobody = 'http://127.0.0.1:1';
    expect(await run()).toMatchObject({ code: 2 });
    expect(await run(file)).toMatchObject({ code: 2 });
    expect(await run(file, '--rpc', 'nonsense')).toMatchObject({ code: 2 });
    expect(await run(file, '--nonsense')).toMatchObject({ code: 2 });
    expect(await run(file, '--rpc', stage.url, '--contracts', '0x1')).toMatchObject({ code: 2 });
    expect((await run(join(folder, 'none.json'), '--rpc', nobody)).printed).toContain('cannot be read');
    expect((await run(file, '--rpc', nobody)).printed).toContain('does not answer');
  });

  it('says so where another server than a node answers', async () => {
    const other = createServer((_, response) => response.end('{"data":{}}')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const told = await run(file, '--rpc', `http://127.0.0.1:${port}`);
    other.close();
    expect(told.code).toBe(2);
    expect(told.printed).toContain('does not answer');
  });
});
