import type { SiteDevice } from '@custodia/vault';
import type { Client } from 'urql';
import type { Session } from '@/features/parties/session.documents';
import { mutate } from '@/lib/mutate';
import { toBase64Url } from './bytes';
import { deviceKeys } from './device-keys';
import { CertifyWriterMutation } from './records.documents';
import type { Author } from './seal';
import { ApiFailure } from './vault-failure';

/** Whoever is signed in at a site, as an author: with the node's word that this device writes for it. @throws ApiFailure */
export async function authorAtWork(
  client: Client,
  { user, site }: Pick<Session, 'user' | 'site'>,
): Promise<Author & SiteDevice> {
  const { sign, certificate } = await deviceAtWork(client, { user, site });
  return { name: site.name, party: site.partyId, sign, certificate };
}

/** The device of whoever is signed in at a site, with the node's word that it acts for it. @throws ApiFailure */
export async function deviceAtWork(
  client: Client,
  { user, site }: Pick<Session, 'user' | 'site'>,
): Promise<SiteDevice> {
  const { sign } = await deviceKeys(user.id, site.id);
  const outcome = await mutate(client, CertifyWriterMutation, { signKey: toBase64Url(sign.publicKey) });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
  const certificate = JSON.parse(outcome.data.certifyWriter) as SiteDevice['certificate'];
  return { sign, certificate };
}
