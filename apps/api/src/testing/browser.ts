import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';

interface GraphQLAnswer<T> {
  data: T | null;
  errors?: {
    message: string;
    path?: string[];
    extensions: { code: string; details?: Record<string, unknown> };
  }[];
}

/** What a browser does with cookies and headers, for specs. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** The key of a machine, which sends nothing else. */
  bearer: string | undefined;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly origin: string,
    private readonly address = '203.0.113.7',
  ) {}

  /** Another browser with the same cookies: a thief's copy. */
  copy(): Browser {
    const copy = new Browser(this.app, this.origin, this.address);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  async request(options: InjectOptions): Promise<LightMyRequestResponse> {
    const csrf = this.cookies.get('custodia_csrf') ?? this.cookies.get('__Host-custodia_csrf');
    const answer = await this.app.inject({
      remoteAddress: this.address,
      ...options,
      headers: {
        ...(this.bearer && { authorization: `Bearer ${this.bearer}` }),
        origin: this.origin,
        ...(csrf && { 'x-custodia-csrf': csrf }),
        ...(this.cookies.size && {
          cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...options.headers,
      },
    });
    for (const { name, value, expires, maxAge } of answer.cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now());
      if (gone) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  async graphql<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<GraphQLAnswer<T>> {
    const answer = await this.request({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: { query, variables },
    });
    return answer.json();
  }

  /** The data of an operation that must succeed. */
  async ask<T = Record<string, unknown>>(query: string, variables?: Record<string, unknown>): Promise<T> {
    const { data, errors } = await this.graphql<T>(query, variables);
    if (errors || !data) throw new Error(`GraphQL: ${JSON.stringify(errors)}`);
    return data;
  }

  /** The code of the error of an operation that must fail. */
  async refusal(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<string> {
    const { data, errors } = await this.graphql(query, variables, headers);
    if (!errors?.[0]) throw new Error(`Expected a refusal, got ${JSON.stringify(data)}`);
    return errors[0].extensions.code;
  }
}
