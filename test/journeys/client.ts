import { randomUUID } from 'node:crypto';
import { expect, inject } from 'vitest';
import { patience } from '../../vitest.shared.js';

/** So long is waited for what a busy machine, or the ledger, brings late. */
export const PATIENCE_MS = patience.expect.poll.timeout;

/** A refusal as the API gives it: a stable code and words for the user. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** One person's browser as far as the API sees it: cookies, the CSRF header, the origin. */
export class Client {
  readonly #cookies = new Map<string, string>();

  /** @param graphql where it asks: the portal lets pass what its own pages ask */
  constructor(private readonly graphql = inject('api') ?? inject('portal')) {}

  static async signedIn(email: string, siteId?: string): Promise<Client> {
    const client = new Client();
    await client.signIn(email, siteId);
    return client;
  }

  /** At this browser, beside or instead of who is signed in already. */
  async signIn(email: string, siteId?: string): Promise<void> {
    const { demoAccounts } = await this.ask<{ demoAccounts: { email: string; password: string }[] }>(
      '{ demoAccounts { email password } }',
    );
    const account = demoAccounts.find((one) => one.email === email);
    if (!account) throw new Error(`No demo account ${email} among ${demoAccounts.map((one) => one.email)}`);
    await this.ask('mutation ($input: SignInInput!) { signIn(input: $input) { user { id } } }', {
      input: { email, password: account.password, siteId },
    });
  }

  /** A browser with the same cookies, as a thief has who copied some of them. */
  copy(only: (cookie: string) => boolean = () => true): Client {
    const thief = new Client();
    for (const [name, value] of this.#cookies) if (only(name)) thief.#cookies.set(name, value);
    return thief;
  }

  /** Changes or drops a cookie. */
  change(name: string, to: (value: string) => string | undefined): void {
    const value = to(this.#cookies.get(name) ?? '');
    if (value === undefined) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const answer = await this.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors, code, message } = (await answer.json()) as {
      data?: T;
      errors?: { message: string; extensions?: { code?: string } }[];
      code?: string;
      message?: string;
    };
    const error = errors?.[0];
    if (error) throw new Refusal(error.extensions?.code ?? 'NONE', error.message);
    // What never reached GraphQL, such as a request that is too large.
    if (!data) throw new Refusal(code ?? 'NONE', message ?? answer.statusText);
    return data;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const portal = inject('portal');
    const headers = new Headers(init.headers);
    headers.set('origin', portal);
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const csrf = this.#cookies.get('custodia_csrf');
    if (csrf && !headers.has('x-custodia-csrf')) headers.set('x-custodia-csrf', decodeURIComponent(csrf));
    const answer = await fetch(new URL(path, path.startsWith('/graphql') ? this.graphql : portal), {
      ...init,
      headers,
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value) this.#cookies.set(pair.slice(0, at), value);
      else this.#cookies.delete(pair.slice(0, at));
    }
    return answer;
  }
}

/** The code with which something is refused; fails where it is not. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  const outcome = await asked.then(
    (answer) => answer,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Refusal);
  return (outcome as Refusal).code;
}

/** Asks again until the answer is as wished: what goes over the ledger takes a moment. */
export async function until<T>(ask: () => Promise<T>, wished: (answer: T) => boolean): Promise<T> {
  const limit = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (wished(answer)) return answer;
    if (Date.now() > limit)
      throw new Error(`Not as wished after ${PATIENCE_MS / 1000} s: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

export const newKey = (): string => randomUUID();
