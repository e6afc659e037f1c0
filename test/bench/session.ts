/** Somebody signed in at the API, as a machine is: cookies, the CSRF header, the origin. */
export class Session {
  readonly #cookies = new Map<string, string>();

  private constructor(
    private readonly api: string,
    private readonly origin: string,
  ) {}

  static async signedIn(api: string, origin: string, email: string): Promise<Session> {
    const session = new Session(api, origin);
    const { demoAccounts } = await session.ask<{ demoAccounts: { email: string; password: string }[] }>(
      '{ demoAccounts { email password } }',
    );
    const password = demoAccounts.find((one) => one.email === email)?.password;
    await session.ask('mutation ($input: SignInInput!) { signIn(input: $input) { user { id } } }', {
      input: { email, password },
    });
    return session;
  }

  get headers(): Record<string, string> {
    const csrf = this.#cookies.get('custodia_csrf');
    return {
      origin: this.origin,
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(csrf && { 'x-custodia-csrf': decodeURIComponent(csrf) }),
    };
  }

  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const answer = await fetch(`${this.api}/graphql`, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const { data, errors } = (await answer.json()) as { data?: T; errors?: { message: string }[] };
    if (errors?.[0] || !data) throw new Error(`${errors?.[0]?.message ?? answer.statusText}: ${query}`);
    return data;
  }
}
