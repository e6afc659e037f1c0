import type { Duty } from '@custodia/access';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { DomainError, notFound } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { SessionStore } from './session.store.js';

/** What happens to the people of one's own site after they have joined. */
@Injectable()
export class MembersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: SessionStore,
  ) {}

  /** Holds from the next request on. @throws DomainError NOT_FOUND, OWN_MEMBERSHIP */
  async changeDuties(actor: Actor, userId: string, duties: readonly Duty[]): Promise<void> {
    assertAnother(actor, userId);
    await this.work.run(actor, 'people.change-duties', async (tx) => {
      const [before] = isId(userId)
        ? await tx.sql<{ duties: string[] }>(
            'SELECT duties FROM membership WHERE user_id = $1 AND site_id = $2 FOR UPDATE',
            [userId, actor.siteId],
          )
        : [];
      if (!before) throw notFound('person');
      await tx.sql('UPDATE membership SET duties = $3 WHERE user_id = $1 AND site_id = $2', [
        userId,
        actor.siteId,
        duties,
      ]);
      tx.audit({ type: 'user', id: userId }, { from: before.duties, to: [...duties] });
    });
  }

  /** The sessions at this site end with it. @throws DomainError NOT_FOUND, OWN_MEMBERSHIP */
  async remove(actor: Actor, userId: string): Promise<void> {
    assertAnother(actor, userId);
    await this.work.run(actor, 'people.remove', async (tx) => {
      const gone = isId(userId)
        ? await tx.sql('DELETE FROM membership WHERE user_id = $1 AND site_id = $2 RETURNING user_id', [
            userId,
            actor.siteId,
          ])
        : [];
      if (gone.length === 0) throw notFound('person');
      const ended = await this.sessions.endAtSite(tx, userId, actor.siteId);
      tx.audit({ type: 'user', id: userId }, { sessionsEnded: ended });
    });
  }
}

/** Who may give duties could else take all of them, and who leaves last would leave nobody. */
function assertAnother(actor: Actor, userId: string): void {
  if (userId === actor.userId)
    throw new DomainError('OWN_MEMBERSHIP', 'Your own place and duties are for another person to change.');
}
