import type { Permission } from '@custodia/access';
import { Credentials } from '../modules/machines/credentials.js';
import { newId } from '../platform/ids/index.js';
import type { ApiBench } from './api-bench.js';
import type { Browser } from './browser.js';
import { aUser, type BuiltSite } from './builders.js';

/** Software of the site that sends a key along, with any scopes, also those that nobody could give it. */
export async function aMachine(
  api: ApiBench,
  site: BuiltSite,
  scopes: readonly Permission[],
): Promise<Browser> {
  const { id: createdBy } = await aUser(api, { site });
  const [id, keyId] = [newId(), newId()];
  const { text, hash, shown } = api.get(Credentials).makeKey(keyId);
  await api.sql(
    `INSERT INTO app_user (id, email, name, password_hash, machine, created_at)
     VALUES ($1, $2, 'Till', 'none', true, now())`,
    [id, `${id}@machine.invalid`],
  );
  await api.sql(
    'INSERT INTO machine (id, site_id, scopes, created_by, created_at) VALUES ($1, $2, $3, $4, now())',
    [id, site.id, scopes, createdBy],
  );
  await api.sql(
    `INSERT INTO machine_key (id, machine_id, shown, hash, created_at, expires_at)
     VALUES ($1, $2, $3, $4, now(), now() + interval '1 day')`,
    [keyId, id, shown, hash],
  );
  const caller = api.browser();
  caller.bearer = text;
  return caller;
}
