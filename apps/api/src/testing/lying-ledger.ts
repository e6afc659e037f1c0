import { ConsentStanding, ledgerInterfaces } from '@custodia/ledger';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How a ledger connection can deceive a node. `granted`: every consent stands. `frozen`: the newest block is old, and no
 * transaction gets through. `elsewhere`: another chain with the same contracts. `down`: no answer.
 */
export type Lie = 'none' | 'granted' | 'frozen' | 'elsewhere' | 'down';

export interface LyingLedger {
  readonly url: string;
  lie: Lie;
  close(): Promise<void>;
}

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

const FROZEN_SECONDS = 300;

/** Stands between a node and the chain, and tells the truth until it is told not to. */
export async function lyingLedger(chainUrl: string): Promise<LyingLedger> {
  const server: Server = createServer((request, response) => {
    void textOf(request).then(async (text) => {
      if (ledger.lie === 'down') {
        response.destroy();
        return;
      }
      const asked = JSON.parse(text) as Call | Call[];
      const headers = { 'content-type': 'application/json' };
      const honest = await fetch(chainUrl, { method: 'POST', headers, body: isSent(asked) ? NOTHING : text });
      const reply: unknown = await honest.json();
      response.writeHead(200, headers).end(JSON.stringify(bend(asked, reply)));
    });
  });
  const isSent = (asked: Call | Call[]) =>
    ledger.lie === 'frozen' && [asked].flat().some(({ method }) => method === 'eth_sendRawTransaction');
  const bend = (asked: Call | Call[], reply: unknown): unknown => {
    if (Array.isArray(asked)) return reply;
    const { id, method } = asked;
    const answer = (result: unknown) => ({ jsonrpc: '2.0', id, result });
    if (ledger.lie === 'elsewhere' && method === 'eth_chainId') return answer('0x1');
    if (ledger.lie === 'granted' && method === 'eth_call') {
      const values = [ConsentStanding.Granted, 65_535];
      return answer(ledgerInterfaces.consentRegistry.encodeFunctionResult('consentOf', values));
    }
    if (ledger.lie !== 'frozen') return reply;
    if (method === 'eth_sendRawTransaction') return answer(`0x${'ab'.repeat(32)}`);
    if (method !== 'eth_getBlockByNumber') return reply;
    const block = (reply as { result: Record<string, unknown> }).result;
    const timestamp = `0x${(Math.floor(Date.now() / 1000) - FROZEN_SECONDS).toString(16)}`;
    return answer({ ...block, timestamp });
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ledger: LyingLedger = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lie: 'none',
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return ledger;
}

const NOTHING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'web3_clientVersion', params: [] });

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
