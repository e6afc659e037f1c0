import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { unsealContent } from './content-sealing.js';
import type { PrescriptionContent } from './prescription-content.js';
import { PrescriptionItem } from './prescription-item.entity.js';
import { Prescription } from './prescription.entity.js';

/** A prescription in memory, unsealed by the token that the patient handed over. */
export interface Opened {
  readonly prescription: Prescription;
  readonly content: PrescriptionContent;
  /** In order of their ordinals. */
  readonly items: readonly PrescriptionItem[];
}

const WINDOW_MINUTES = 15;
/** Slips of the scanner; somebody who tries codes is stopped here. */
const MOST_FAILURES = 10;

@Injectable()
export class OpeningService {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * @throws DomainError PRESCRIPTION_TOKEN_WRONG whether the id or the key is wrong: which of them is not said;
   * TOO_MANY after ten failures of the site within a quarter of an hour.
   */
  async open(actor: Actor, id: string, contentKey: string): Promise<Opened> {
    const opened = await this.work.run(actor, 'prescription.open', async (tx) => {
      await this.refuseGuessing(tx, actor);
      const found = isId(id) ? await unseal(tx, id, contentKey) : undefined;
      await tx.sql(
        `INSERT INTO prescription_opening (prescription_id, site_id, user_id, at, opened) VALUES ($1, $2, $3, $4, $5)`,
        [isId(id) ? id : NO_ID, actor.siteId, actor.userId, tx.now, found !== undefined],
      );
      tx.audit({ type: 'prescription', id }, { opened: found !== undefined });
      return found;
    });
    if (opened) return opened;
    throw new DomainError(
      'PRESCRIPTION_TOKEN_WRONG',
      'This code does not open a prescription. Scan the paper again, or ask the prescriber for a new one.',
    );
  }

  private async refuseGuessing(tx: Tx, { siteId }: Actor): Promise<void> {
    const [failures] = await tx.sql<{ count: number; oldest: Date | null }>(
      `SELECT count(*), min(at) AS oldest FROM prescription_opening
       WHERE site_id = $1 AND NOT opened AND at > $2::timestamptz - make_interval(mins => ${WINDOW_MINUTES})`,
      [siteId, tx.now],
    );
    if (!failures?.oldest || failures.count < MOST_FAILURES) return;
    const retryAfterSeconds = Math.ceil(
      WINDOW_MINUTES * 60 - (tx.now.getTime() - failures.oldest.getTime()) / 1_000,
    );
    throw new DomainError('TOO_MANY', 'Too many wrong prescription codes at this site. Wait a few minutes.', {
      retryAfterSeconds,
    });
  }
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** What a patient's code says: which prescription, and its key. */
export interface AskedToken {
  readonly prescriptionId: string | undefined;
  readonly contentKey: string | undefined;
}

async function unseal(tx: Tx, prescriptionId: string, contentKey: string): Promise<Opened | undefined> {
  const [opened] = await unsealAll(tx, [{ prescriptionId, contentKey }]);
  return opened;
}

/** For those who already are in a transaction, such as a dispense. Undefined where an id or a key is wrong. */
export async function unsealAll(tx: Tx, tokens: readonly AskedToken[]): Promise<(Opened | undefined)[]> {
  const ids = tokens.flatMap(({ prescriptionId }) =>
    prescriptionId && isId(prescriptionId) ? [prescriptionId] : [],
  );
  if (ids.length === 0) return tokens.map(() => undefined);
  const prescriptions = await tx.manager.findBy(Prescription, { id: In(ids) });
  const items = await tx.manager.find(PrescriptionItem, {
    where: { prescriptionId: In(ids) },
    order: { prescriptionId: 'ASC', ordinal: 'ASC' },
  });
  return tokens.map(({ prescriptionId, contentKey }) => {
    const prescription = prescriptions.find(({ id }) => id === prescriptionId?.toLowerCase());
    const content = prescription && unsealContent(prescription.sealed, contentKey ?? '', prescription.id);
    if (!prescription || !content) return undefined;
    return { prescription, content, items: items.filter((item) => item.prescriptionId === prescription.id) };
  });
}
