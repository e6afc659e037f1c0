import { randomUUID } from 'node:crypto';
import type { ApiBench, BuiltSite } from '@custodia/api/testing';

/** A machine whose key nobody holds. */
export async function aLetInMachine(
  api: ApiBench,
  userId: string,
  site: BuiltSite,
): Promise<{ id: string; keyId: string }> {
  const [id, keyId] = [randomUUID(), randomUUID()];
  await api.sql(
    `INSERT INTO app_user (id, email, name, password_hash, machine, created_at)
     VALUES ($1, $2, 'Till', '', true, now())`,
    [id, `${id}@machine.invalid`],
  );
  await api.sql(
    `INSERT INTO machine (id, site_id, scopes, created_by, created_at) VALUES ($1, $2, '{}', $3, now())`,
    [id, site.id, userId],
  );
  await api.sql(
    `INSERT INTO machine_key (id, machine_id, shown, hash, created_at, expires_at)
     VALUES ($1, $2, 'cdk_', '', now(), now() + interval '1 day')`,
    [keyId, id],
  );
  return { id, keyId };
}
