import { Injectable } from '@nestjs/common';
import { OnEvent, type DomainEvent } from '../../platform/events/index.js';
import { newId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import { CaseEntry } from './case-entry.entity.js';
import { notify } from './notices.js';
import { openFile } from './opening.js';

/** What may be falsified is a case at once: whoever calls about it has a number to name. */
@Injectable()
export class SuspectedCases {
  @OnEvent('incident.suspected')
  async onSuspected({ payload }: DomainEvent<'incident.suspected'>, tx: Tx): Promise<void> {
    const file = await openFile(tx, payload.incidentId);
    if (!file) return;
    await tx.manager.insert(CaseEntry, {
      id: newId(),
      caseId: file.id,
      at: tx.now,
      kind: 'OPENED',
      side: 'SYSTEM',
      to: ['MAKER', 'SITE'],
      text: null,
    });
    await notify(tx, file, 'OPENED', ['MAKER', 'SITE', 'REGULATOR'], null);
  }
}
