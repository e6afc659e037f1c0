import { readFileSync } from 'node:fs';
import pg from 'pg';
import { drive, type Drive, type Driven, type Send } from './drive.js';
import { HttpConnection } from './http-connection.js';

/** What to send: requests over HTTP, or the parameters of one prepared statement. Used in turn, again from the first. */
export type Plan = Drive &
  (
    | {
        readonly target: 'http';
        readonly origin: string;
        /** Sets of headers that requests refer to. */
        readonly headers: readonly Readonly<Record<string, string>>[];
        /** One JSON object a line: HttpRequest. */
        readonly requestFile: string;
      }
    | {
        readonly target: 'postgres';
        readonly databaseUrl: string;
        readonly statement: string;
        /** One JSON array a line. */
        readonly requestFile: string;
      }
  );

export interface HttpRequest {
  readonly path: string;
  /** Which set of headers. */
  readonly as: number;
  /** A POST where there is one. */
  readonly body?: unknown;
}

/** A program of its own, so that measuring takes no time from what is measured: plan file in, JSON out. */
const plan = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Plan;
const lines = readFileSync(plan.requestFile, 'utf8').trimEnd().split('\n');
const driven: Driven = plan.target === 'http' ? await overHttp(plan) : await overPostgres(plan);
process.stdout.write(`${JSON.stringify(driven)}\n`);

async function overHttp(plan: Plan & { target: 'http' }): Promise<Driven> {
  const { hostname, port, host } = new URL(plan.origin);
  const heads = plan.headers.map((set) =>
    Object.entries({ host, ...set })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join(''),
  );
  const requests = lines.map((line) => bytesOf(JSON.parse(line) as HttpRequest, heads));
  const connections = Array.from({ length: plan.lanes }, () => new HttpConnection(hostname, Number(port)));
  const send: Send = async (lane, n) => {
    const { status, body } = await connections[lane]!.request(requests[n % requests.length]!);
    if (status !== 200 || body.includes('"errors":[')) throw new Error(`${status} ${body.slice(0, 500)}`);
  };
  const driven = await drive(plan, send);
  for (const connection of connections) connection.close();
  return driven;
}

function bytesOf({ path, as, body }: HttpRequest, heads: readonly string[]): Buffer {
  if (body === undefined) return Buffer.from(`GET ${path} HTTP/1.1\r\n${heads[as]}\r\n`);
  const json = Buffer.from(JSON.stringify(body));
  const head = `POST ${path} HTTP/1.1\r\n${heads[as]}content-type: application/json\r\ncontent-length: ${json.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), json]);
}

async function overPostgres(plan: Plan & { target: 'postgres' }): Promise<Driven> {
  const values = lines.map((line) => JSON.parse(line) as unknown[]);
  const clients = await Promise.all(
    Array.from({ length: plan.lanes }, async () => {
      const client = new pg.Client({ connectionString: plan.databaseUrl });
      await client.connect();
      return client;
    }),
  );
  const send: Send = async (lane, n) => {
    const { rowCount } = await clients[lane]!.query({
      name: 'limit',
      text: plan.statement,
      values: values[n % values.length]!,
    });
    if (rowCount !== 1) throw new Error(`${rowCount} rows`);
  };
  const driven = await drive(plan, send);
  await Promise.all(clients.map((client) => client.end()));
  return driven;
}
