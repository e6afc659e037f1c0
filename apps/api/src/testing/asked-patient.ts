import type { Actor } from '../platform/access/index.js';
import { newId } from '../platform/ids/index.js';
import type { Bench } from './bench.js';

export interface AskedPatient {
  readonly userId: string;
  readonly email: string;
  readonly requestId: string;
  readonly accessId: string;
}

/** Somebody with a record, of whom the reader asked a part, and read what is left for emergencies; with no keys. */
export async function anAskedPatient(bench: Bench, reader: Actor): Promise<AskedPatient> {
  const [userId, pairingId, keyId, requestId, accessId] = [newId(), newId(), newId(), newId(), newId()];
  const email = `${userId}@patient.example`;
  await bench.sql(
    `INSERT INTO app_user (id, email, name, password_hash, locale, patient, created_at)
     VALUES ($1, $2, '', '', 'de', true, now())`,
    [userId, email],
  );
  await bench.sql(
    `INSERT INTO patient_record (user_id, pseudonym, keybag, keybag_version, created_at, changed_at)
     VALUES ($1, uuid_send($1), '', 1, now(), now())`,
    [userId],
  );
  await bench.sql(
    `INSERT INTO record_pairing (id, site_id, user_id, own_number, created_at) VALUES ($1, $2, $3, '', now())`,
    [pairingId, reader.siteId, userId],
  );
  await bench.sql(
    `INSERT INTO reader_key (id, site_id, user_id, kem_key, sign_key, created_at) VALUES ($1, $2, $3, $4, $4, now())`,
    [keyId, reader.siteId, reader.userId, keyId],
  );
  await bench.sql(
    `INSERT INTO access_request (id, pairing_id, key_id, purpose, categories, until, words, created_at)
     VALUES ($1, $2, $3, 'TREAT', '{mental-health}', now(), '', now())`,
    [requestId, pairingId, keyId],
  );
  await bench.sql(
    `INSERT INTO emergency_access (id, site_id, reader_id, record_id, reason, words, operation_id, created_at)
     VALUES ($1, $2, $3, $4, 'unconscious', '', $1, now())`,
    [accessId, reader.siteId, reader.userId, userId],
  );
  return { userId, email, requestId, accessId };
}
