import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/access/index.js';
import { notFound } from '../../platform/errors/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import type { CareEmergencyType } from './carers.graphql.js';

/** For so long a carer reads of an emergency in the app. */
const SHOWN_DAYS = 90;

/** An access of a carer's that is in force, as part of a question about the pair `p`. */
const IN_FORCE = `EXISTS (SELECT 1 FROM access_request a JOIN record_grant g ON g.request_id = a.id
  WHERE a.pairing_id = p.id AND g.revoked_at IS NULL AND g.not_after > now())`;

/** Carers are told, outside the app too, of what they may answer, and of emergencies where the patient wishes it. */
@Injectable()
export class ToldCarersService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
  ) {}

  /** Whether the patient wishes it. */
  async wishes({ userId }: Actor): Promise<boolean> {
    const [row] = await this.database.query<{ told: boolean }[]>(
      'SELECT carers_told AS told FROM patient_record WHERE user_id = $1',
      [userId],
    );
    return row?.told ?? false;
  }

  /** @throws DomainError NOT_FOUND without a record */
  async wish(actor: Actor, told: boolean): Promise<void> {
    await this.work.run(actor, 'record.tell-carers', async (tx) => {
      tx.audit({ type: 'record', id: actor.userId }, { told });
      const [changed] = await tx.sql(
        'UPDATE patient_record SET carers_told = $2 WHERE user_id = $1 RETURNING user_id',
        [actor.userId, told],
      );
      if (!changed) throw notFound('record');
    });
  }

  /** Carers' user ids: those who may answer a request. */
  ofRequest(requestId: string): Promise<string[]> {
    return this.#carers(
      `SELECT p.carer_id AS "carerId"
       FROM access_request r JOIN record_pairing d ON d.id = r.pairing_id AND d.site_id IS NOT NULL
       JOIN record_pairing p ON p.user_id = d.user_id AND p.carer_id IS NOT NULL
       JOIN record_mandate m ON m.pairing_id = p.id AND m.not_after > now() AND r.categories <@ m.categories
       WHERE r.id = $1`,
      requestId,
    );
  }

  /** As `ofRequest`: those who are told of an emergency. */
  ofEmergency(accessId: string): Promise<string[]> {
    return this.#carers(
      `SELECT p.carer_id AS "carerId"
       FROM emergency_access e JOIN patient_record t ON t.user_id = e.record_id AND t.carers_told
       JOIN record_pairing p ON p.user_id = t.user_id AND p.carer_id IS NOT NULL
       WHERE e.id = $1 AND ${IN_FORCE}`,
      accessId,
    );
  }

  /** Emergencies of which the actor is told as a carer, by the pair; newest first. */
  async emergencies({ userId }: Actor, pairingId: string): Promise<CareEmergencyType[]> {
    return this.database.query<CareEmergencyType[]>(
      `SELECT e.id, s.name AS site, e.created_at AS "createdAt"
       FROM record_pairing p JOIN patient_record t ON t.user_id = p.user_id AND t.carers_told
       JOIN emergency_access e ON e.record_id = t.user_id AND e.created_at > now() - make_interval(days => ${SHOWN_DAYS})
       JOIN site s ON s.id = e.site_id
       WHERE p.id = $1 AND p.carer_id = $2 AND ${IN_FORCE}
       ORDER BY e.created_at DESC, e.id LIMIT 20`,
      [pairingId, userId],
    );
  }

  async #carers(query: string, id: string): Promise<string[]> {
    const rows = await this.database.query<{ carerId: string }[]>(query, [id]);
    return rows.map(({ carerId }) => carerId);
  }
}
