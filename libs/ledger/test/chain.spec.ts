import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { scratchChain, type RunningChain } from '@custodia/embedded';
import { Wallet } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChainRpc, ChainUnreachable, RpcError, deployLedger, ledgerProvider } from '../src/index.js';

let chain: RunningChain;
let rpc: ChainRpc;

beforeAll(async () => {
  chain = await scratchChain();
  rpc = new ChainRpc(chain.url);
}, 60_000);
afterAll(() => chain.stop());

function deployer(): Wallet {
  return new Wallet(chain.accounts[0]?.privateKey ?? '', ledgerProvider(chain.url, chain.chainId));
}

const founder = () => ({
  party: 1,
  gln: '9999999999994',
  keys: [1, 2].map((i) => chain.accounts[i]?.address ?? ''),
});

describe('deployment', () => {
  it('refuses a founder with one key', async () => {
    const lonely = { ...founder(), keys: founder().keys.slice(0, 1) };
    await expect(deployLedger(deployer(), lonely)).rejects.toThrow('at least two keys');
  });

  it('works on a chain that mines on demand, and says where it begins', async () => {
    const { addresses, fromBlock } = await deployLedger(deployer(), founder());
    const [first] = await rpc.logs(0, await rpc.blockNumber(), Object.values(addresses));
    expect(Number(first?.blockNumber)).toBe(fromBlock);
    expect(new Set(Object.values(addresses)).size).toBe(5);
    for (const address of Object.values(addresses)) {
      expect((await rpc.call<string>('eth_getCode', [address, 'latest'])).length).toBeGreaterThan(1000);
    }
  });
});

describe('the JSON-RPC client', () => {
  it('says that a node does not answer', async () => {
    await expect(new ChainRpc('http://127.0.0.1:9').blockNumber()).rejects.toThrow(ChainUnreachable);
  });

  it('says that a node answers something else', async () => {
    const server = createServer((_, response) => response.end('<html>')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(new ChainRpc(`http://127.0.0.1:${port}`).blockNumber()).rejects.toThrow(ChainUnreachable);
    server.close();
  });

  it('passes on what a node objects to', async () => {
    await expect(rpc.send('0x1234')).rejects.toThrow(RpcError);
    await expect(rpc.call('eth_unheardOf', [])).rejects.toThrow(RpcError);
  });

  it('reads blocks, and none beyond the head', async () => {
    const head = await rpc.block('latest');
    expect(head?.number).toBe(await rpc.blockNumber());
    expect((await rpc.block(head?.number ?? 0))?.hash).toBe(head?.hash);
    expect(await rpc.block((head?.number ?? 0) + 1)).toBeUndefined();
  });

  it('reads receipts in one request, in order, undefined where there is none', async () => {
    const head = await rpc.block('latest');
    const { transactions } = await rpc.call<{ transactions: string[] }>('eth_getBlockByHash', [
      head?.hash,
      false,
    ]);
    const missing = `0x${'00'.repeat(32)}`;
    const receipts = await rpc.receipts([missing, ...transactions, missing]);
    expect(receipts.map((receipt) => receipt?.transactionHash)).toEqual([
      undefined,
      ...transactions,
      undefined,
    ]);
    expect(receipts[1]).toMatchObject({ succeeded: true, blockHash: head?.hash });
    expect(await rpc.receipts([])).toEqual([]);
  });
});
