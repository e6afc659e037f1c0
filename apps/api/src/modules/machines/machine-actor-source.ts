import { Injectable } from '@nestjs/common';
import { Config } from '../../config.js';
import { systemActor, type Actor, type Exchange } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { rateOf, tooMany, TokenBuckets } from '../../platform/http/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { Credentials } from './credentials.js';
import { MachineReader, type FoundMachine } from './machine.reader.js';
import { limitOf } from './machines.rules.js';

/** When a key was last used is written down to the minute. */
const NOTED_EVERY_MS = 60_000;

/** Recognises machines by the key or token that they bring. Cookies do not count beside it. */
@Injectable()
export class MachineActorSource {
  readonly #limits: TokenBuckets;
  readonly #noted = new Map<string, number>();

  constructor(
    private readonly credentials: Credentials,
    private readonly machines: MachineReader,
    private readonly work: UnitOfWork,
    private readonly config: Config,
  ) {
    this.#limits = new TokenBuckets(rateOf(config.rateLimitPerMachine));
  }

  /**
   * @returns undefined where no machine is speaking
   * @throws DomainError UNAUTHENTICATED, TOO_MANY, PARTY_NOT_ACTIVE
   */
  async actorOf({ req, reply }: Exchange): Promise<Actor | undefined> {
    const text = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (text === undefined) return undefined;
    const brought = this.credentials.read(text, new Date());
    const found = brought && (await this.machines.find(brought));
    if (!found) {
      void reply.header('www-authenticate', 'Bearer error="invalid_token"');
      throw new DomainError(
        'UNAUTHENTICATED',
        'This key or token is not valid: unknown, expired or revoked. Ask who manages the machines of your site.',
      );
    }
    this.assertNotTooMany(found, reply);
    await this.note(found);
    return found.actor;
  }

  // Counted by who it is, not by what was sent: nobody else can use up a machine's share.
  private assertNotTooMany({ actor, perSecond }: FoundMachine, reply: Exchange['reply']): void {
    const rate = rateOf(limitOf(perSecond, this.config.rateLimitPerMachine));
    const wait = this.#limits.take(actor.userId, Date.now(), rate);
    if (wait > 0) throw tooMany(reply, wait, ' of this machine');
  }

  private async note({ keyId, lastUsedAt }: FoundMachine): Promise<void> {
    const now = Date.now();
    const noted = Math.max(lastUsedAt?.getTime() ?? 0, this.#noted.get(keyId) ?? 0);
    if (now - noted < NOTED_EVERY_MS) return;
    this.#noted.set(keyId, now);
    await this.work.run(systemActor('machines'), 'machine.note-use', async (tx) => {
      await tx.sql('UPDATE machine_key SET last_used_at = $2 WHERE id = $1', [keyId, tx.now]);
    });
  }
}
