import { Agent, request } from 'node:http';

/** One connection is kept open for each endpoint; `fetch` costs several times as much for small calls. */
const agent = new Agent({ keepAlive: true });

/** One JSON-RPC call. */
export async function rpc<T>(url: string, method: string, params: unknown[] = []): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const text = await post(url, body).catch((cause: unknown) => {
    throw new Error(`the chain at ${url} does not answer to ${method}`, { cause });
  });
  const reply = JSON.parse(text) as { result: T; error?: { code: number; message: string } };
  if (reply.error) throw new Error(`${method}: ${reply.error.message} (${reply.error.code})`);
  return reply.result;
}

function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}
