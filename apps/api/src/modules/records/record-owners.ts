import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import './record.events.js';

/** Whose record something is about, for those who tell the patient of it. */
@Injectable()
export class RecordOwners {
  constructor(private readonly database: DataSource) {}

  /** The patient's user id; undefined once the record is erased. */
  ofRequest(requestId: string): Promise<string | undefined> {
    return this.#one(
      `SELECT p.user_id AS "userId" FROM access_request a JOIN record_pairing p ON p.id = a.pairing_id WHERE a.id = $1`,
      requestId,
    );
  }

  /** As `ofRequest`. */
  ofEmergency(accessId: string): Promise<string | undefined> {
    return this.#one('SELECT record_id AS "userId" FROM emergency_access WHERE id = $1', accessId);
  }

  async #one(query: string, id: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ userId: string | null }[]>(query, [id]);
    return row?.userId ?? undefined;
  }
}
