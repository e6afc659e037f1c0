import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import { ActorSource, type Actor, type Exchange } from '../../platform/access/index.js';
import { rateOf, tooMany, TokenBuckets } from '../../platform/http/index.js';
import { MachineActorSource } from '../machines/index.js';
import { ActorReader } from '../parties/index.js';
import { lacksSecondFactor } from './required-factor.rules.js';
import { seenIn } from './seen-in.js';
import { SessionStore } from './session.store.js';
import { SignInCookies } from './sign-in-cookies.js';

const READING = new Set(['GET', 'HEAD']);
/** A person at two screens is not slowed down; one with many sessions gets no more than that. */
const SESSIONS_AT_ONCE = 2;

/** Recognises machines by what they bring, and people by their cookies. */
@Injectable()
export class SessionActorSource extends ActorSource {
  readonly #limits: TokenBuckets;

  constructor(
    private readonly cookies: SignInCookies,
    private readonly sessions: SessionStore,
    private readonly actors: ActorReader,
    private readonly machines: MachineActorSource,
    private readonly config: Config,
  ) {
    super();
    this.#limits = new TokenBuckets(rateOf(config.rateLimitPerSession * SESSIONS_AT_ONCE));
  }

  async actorOf(exchange: Exchange): Promise<Actor | null> {
    return (await this.machines.actorOf(exchange)) ?? this.personOf(exchange);
  }

  private async personOf(exchange: Exchange): Promise<Actor | null> {
    const { req, reply } = exchange;
    const access = this.cookies.accessToken(req);
    const refresh = this.cookies.refreshToken(req);
    if (!access && !refresh) return null;
    if (!READING.has(req.method)) this.cookies.assertOwnPage(req);

    let session = await this.sessions.ofAccessToken(access);
    if (!session && refresh) {
      const renewed = await this.sessions.ofRefreshToken(refresh, seenIn(req));
      if (renewed?.tokens) this.cookies.setTokens(reply, renewed.tokens);
      session = renewed?.session ?? null;
    }
    if (!session || session.terminalId !== this.cookies.terminalOf(req)) return null;
    const { userId, siteId, id } = session;
    const wait = this.#limits.take(userId, Date.now());
    if (wait > 0) throw tooMany(reply, wait, ' of yours');
    const actor = siteId ? await this.actors.read(userId, siteId, id) : await this.actors.patient(userId, id);
    const { freshUntil, secondFactor } = session;
    return (
      actor && {
        ...actor,
        freshUntil,
        lacksSecondFactor: lacksSecondFactor(this.config, actor, secondFactor),
      }
    );
  }
}
