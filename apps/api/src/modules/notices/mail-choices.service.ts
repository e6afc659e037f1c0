import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { MailChoice } from './mail-choice.entity.js';
import type { Topic } from './topics.js';
import { checkedTopics } from './webhooks.service.js';

/** Of what a person gets a mail: nobody chooses for somebody else. */
@Injectable()
export class MailChoicesService {
  constructor(private readonly work: UnitOfWork) {}

  async choose(actor: Actor, topics: readonly Topic[]): Promise<void> {
    const wanted = checkedTopics(actor, topics);
    const { userId, siteId } = actor;
    await this.work.run(actor, 'notice.choose', async (tx) => {
      await tx.manager.upsert(MailChoice, { userId, siteId, topics: wanted }, ['userId', 'siteId']);
      tx.audit({ type: 'user', id: userId }, { topics: wanted });
    });
  }
}
