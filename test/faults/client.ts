import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultyNode } from './node.js';

/** A refusal as the API gives it. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** Codes after which the same request is sent again, with the same idempotency key, as the portal does. */
const PASSING = ['UNAVAILABLE', 'INTERNAL', 'BUSY', 'QUEUE_FULL', 'TOO_MANY'];

/** A person at a counter who does not give up. */
export class Client {
  readonly #cookies = new Map<string, string>();
  /** How often a request had to be sent again. */
  retries = 0;
  /** How often somebody had to sign in again: an API that dies while it renews a session takes the answer with it. */
  signIns = 0;
  #email = '';
  #signingIn: Promise<unknown> | undefined;

  constructor(private readonly node: FaultyNode) {}

  async signIn(email: string): Promise<this> {
    this.#email = email;
    const { demoAccounts } = await this.ask<{ demoAccounts: { email: string; password: string }[] }>(
      '{ demoAccounts { email password } }',
    );
    const password = demoAccounts.find((one) => one.email === email)?.password;
    await this.ask('mutation ($input: SignInInput!) { signIn(input: $input) { user { id } } }', {
      input: { email, password },
    });
    return this;
  }

  /** Asks until there is an answer, whatever becomes of the API meanwhile. @throws Refusal */
  async insist<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    for (;;) {
      try {
        return await this.ask<T>(query, variables);
      } catch (error) {
        if (error instanceof Refusal && error.code === 'UNAUTHENTICATED') await this.signInAgain();
        else if (error instanceof Refusal && !PASSING.includes(error.code)) throw error;
        this.retries++;
        await sleep(100 + Math.random() * 200);
      }
    }
  }

  /** Once for all who find the session ended. Where that does not work now, either, the next to find it tries again. */
  private async signInAgain(): Promise<void> {
    this.#signingIn ??= this.signIn(this.#email).then(
      () => this.signIns++,
      () => undefined,
    );
    await this.#signingIn;
    this.#signingIn = undefined;
  }

  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const answer = await fetch(`${this.node.apiUrl}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: this.node.origin,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-custodia-csrf': decodeURIComponent(this.#cookies.get('custodia_csrf') ?? ''),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(30_000),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const { data, errors, code, message } = (await answer.json()) as {
      data?: T;
      errors?: { message: string; extensions?: { code?: string } }[];
      code?: string;
      message?: string;
    };
    const [error] = errors ?? [];
    if (error) throw new Refusal(error.extensions?.code ?? 'NONE', error.message);
    // A server that is about to stop says so without a code of ours.
    if (!data) throw new Refusal(code ?? (answer.ok ? 'NONE' : 'UNAVAILABLE'), message ?? answer.statusText);
    return data;
  }
}
