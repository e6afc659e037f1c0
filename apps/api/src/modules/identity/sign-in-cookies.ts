import type {} from '@fastify/cookie'; // adds the cookies to Fastify's types
import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../config.js';
import type { Exchange } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { newId } from '../../platform/ids/index.js';
import { secretKeysFor, type SecretKeys } from '../../platform/secrets/index.js';
import type { Asker } from './passkey-challenge.store.js';

export const ACCESS_COOKIE = 'custodia_access';
export const REFRESH_COOKIE = 'custodia_refresh';
/** Tells one browser from another, so that a shared terminal knows who has signed in at it. */
export const TERMINAL_COOKIE = 'custodia_terminal';
/** Somebody whose password was right, until the second step. */
export const STEP_COOKIE = 'custodia_step';
/** Readable by our pages, which send it back as a header. */
export const CSRF_COOKIE = 'custodia_csrf';
export const CSRF_HEADER = 'x-custodia-csrf';

const TERMINAL_SECONDS = 400 * 24 * 3600;

export interface SessionTokens {
  readonly access: string;
  readonly accessUntil: Date;
  readonly refresh: string;
  readonly expiresAt: Date;
}

/** Reads and sets the cookies of sign-in, and tells our own pages from others. */
@Injectable()
export class SignInCookies {
  /** Terminals that an answer under way makes known to the browser. */
  readonly #fresh = new WeakMap<FastifyRequest, string>();
  readonly #keys: SecretKeys;
  readonly #secure: boolean;

  constructor(private readonly config: Config) {
    this.#keys = secretKeysFor(config, 'custodia/terminal/v1');
    this.#secure = config.publicOrigin.startsWith('https:');
  }

  accessToken(request: FastifyRequest): string | undefined {
    return request.cookies[this.named(ACCESS_COOKIE)];
  }

  refreshToken(request: FastifyRequest): string | undefined {
    return request.cookies[this.named(REFRESH_COOKIE)];
  }

  /** The terminal of the request: null where the cookie is missing or not ours. */
  terminalOf(request: FastifyRequest): string | null {
    const [id, mac] = (request.cookies[this.named(TERMINAL_COOKIE)] ?? '').split('.');
    return id && mac && this.isMac(mac, `terminal:${id}`) ? id : null;
  }

  /** The terminal of the request; a browser that is new to us becomes one. */
  ensureTerminal({ req, reply }: Exchange): string {
    const known = this.#fresh.get(req);
    if (known) return known;
    const id = this.terminalOf(req) ?? newId();
    this.#fresh.set(req, id);
    const options = { ...this.options(), maxAge: TERMINAL_SECONDS };
    reply.setCookie(this.named(TERMINAL_COOKIE), `${id}.${this.mac(`terminal:${id}`)}`, options);
    reply.setCookie(this.named(CSRF_COOKIE), this.csrfToken(id), { ...options, httpOnly: false });
    return id;
  }

  setTokens(reply: FastifyReply, tokens: SessionTokens): void {
    reply.setCookie(this.named(ACCESS_COOKIE), tokens.access, {
      ...this.options(),
      expires: tokens.accessUntil,
    });
    reply.setCookie(this.named(REFRESH_COOKIE), tokens.refresh, {
      ...this.options(),
      expires: tokens.expiresAt,
    });
  }

  clearTokens(reply: FastifyReply): void {
    reply.clearCookie(this.named(ACCESS_COOKIE), this.options());
    reply.clearCookie(this.named(REFRESH_COOKIE), this.options());
  }

  /** The browser and the session of somebody who is signed in. */
  askerOf(exchange: Exchange, sessionId: string): Asker {
    return { terminalId: this.ensureTerminal(exchange), sessionId };
  }

  stepToken(request: FastifyRequest): string | undefined {
    return request.cookies[this.named(STEP_COOKIE)];
  }

  setStep(reply: FastifyReply, { token, expiresAt }: { token: string; expiresAt: Date }): void {
    reply.setCookie(this.named(STEP_COOKIE), token, { ...this.options(), expires: expiresAt });
  }

  clearStep(reply: FastifyReply): void {
    reply.clearCookie(this.named(STEP_COOKIE), this.options());
  }

  csrfToken(terminalId: string): string {
    return this.mac(`csrf:${terminalId}`);
  }

  /**
   * Browsers name the page that sends a request; other programs need not. Either our configured origin, or, where a
   * proxy changes names, the browser's own word that page and address are of one origin.
   * @throws DomainError CSRF
   */
  assertOwnOrigin({ headers }: FastifyRequest): void {
    if (headers.origin === undefined || headers.origin === this.config.publicOrigin) return;
    if (headers['sec-fetch-site'] === 'same-origin') return;
    throw new DomainError('CSRF', 'This request does not come from our own pages.');
  }

  /** @throws DomainError CSRF unless the request carries the token that only our own pages can read. */
  assertOwnPage(request: FastifyRequest): void {
    this.assertOwnOrigin(request);
    const terminalId = this.terminalOf(request);
    const token = request.headers[CSRF_HEADER];
    if (!terminalId || typeof token !== 'string' || !this.isMac(token, `csrf:${terminalId}`)) {
      throw new DomainError('CSRF', `The header ${CSRF_HEADER} is missing or wrong. Reload the page.`);
    }
  }

  /**
   * Over https, browsers take a cookie of this name from this very host only, for all of its paths (RFC 6265bis, 4.1.3):
   * no neighbouring subdomain plants one. A demo on plain http has no such protection.
   */
  private named(name: string): string {
    return this.#secure ? `__Host-${name}` : name;
  }

  private options() {
    return { httpOnly: true, sameSite: 'strict', secure: this.#secure, path: '/' } as const;
  }

  private mac(text: string, key = this.#keys[0]): string {
    return createHmac('sha256', key).update(text).digest('base64url');
  }

  private isMac(given: string, text: string): boolean {
    const bytes = Buffer.from(given);
    return this.#keys.some((key) => {
      const right = Buffer.from(this.mac(text, key));
      return bytes.length === right.length && timingSafeEqual(bytes, right);
    });
  }
}
