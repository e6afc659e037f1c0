import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** The chain cannot be reached or does not answer in time. Whatever was asked may still have happened. */
export class ChainUnreachable extends Error {
  override readonly name = 'ChainUnreachable';
}

/** The node answered with an error. */
export class RpcError extends Error {
  override readonly name = 'RpcError';

  constructor(
    readonly code: number,
    message: string,
    readonly data?: unknown,
  ) {
    super(message);
  }
}

interface RpcAnswer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

export interface RpcRequest {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** JSON-RPC over connections that stay open. Answers are JSON as the node gave it: hex quantities, no objects. */
export class JsonRpc {
  readonly #agent: HttpAgent;
  readonly #target: URL;
  #lastId = 0;

  constructor(
    url: string,
    private readonly timeoutMs = 20_000,
  ) {
    this.#target = new URL(url);
    const options = { keepAlive: true, maxSockets: 8 };
    this.#agent = this.#target.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
  }

  async request<T>(method: string, params: readonly unknown[] = []): Promise<T> {
    const answer = (await this.#post(this.#envelope({ method, params }))) as RpcAnswer;
    return resultOf<T>(answer);
  }

  /** Several reads in one round trip, answered in the order asked. Not for sending transactions: anvil may hang. */
  async batch<T>(requests: readonly RpcRequest[]): Promise<T[]> {
    if (requests.length === 0) return [];
    const asked = requests.map((request) => this.#envelope(request));
    const answers = (await this.#post(asked)) as RpcAnswer[] | RpcAnswer;
    if (!Array.isArray(answers)) return [resultOf<T>(answers)];
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    return asked.map(({ id }) => resultOf<T>(byId.get(id)));
  }

  close(): void {
    this.#agent.destroy();
  }

  #envelope({ method, params }: RpcRequest): RpcRequest & { jsonrpc: '2.0'; id: number } {
    this.#lastId += 1;
    return { jsonrpc: '2.0', id: this.#lastId, method, params };
  }

  #post(content: unknown): Promise<unknown> {
    const body = Buffer.from(JSON.stringify(content));
    const options: RequestOptions = {
      method: 'POST',
      agent: this.#agent,
      timeout: this.timeoutMs,
      headers: { 'content-type': 'application/json', 'content-length': body.length },
    };
    const send = this.#target.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const unreachable = (why: string) =>
        reject(new ChainUnreachable(`The chain at ${this.#target.origin} cannot be reached: ${why}`));
      const request = send(this.#target, options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', (error) => unreachable(error.message));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          try {
            resolve(JSON.parse(text));
          } catch {
            unreachable(`it answered ${response.statusCode ?? 0} with something that is not JSON`);
          }
        });
      });
      request.on('timeout', () => request.destroy(new Error(`no answer within ${this.timeoutMs} ms`)));
      request.on('error', (error) => unreachable(error.message));
      request.end(body);
    });
  }
}

function resultOf<T>(answer: RpcAnswer | undefined): T {
  if (!answer) throw new ChainUnreachable('The chain left a request of a batch unanswered');
  if (answer.error) throw new RpcError(answer.error.code, answer.error.message, answer.error.data);
  return answer.result as T;
}
