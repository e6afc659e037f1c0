import { readMandate, readOpening, type Json, type Mandate } from '@custodia/vault';
import type { Client } from 'urql';
import { failureOf } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { bytesOf } from './bytes';
import { standingOf } from './consent-standing';
import { EndCarerAnswersMutation } from './mandates.documents';
import { revoke, revoked, type OpenRecord } from './record';
import { MyAccessRequestsQuery, RevokeAccessMutation, type AccessRequest } from './records.documents';
import { ApiFailure } from './vault-failure';

/**
 * Stops an access at the nodes, and has the ledger told; a carer who answered requests answers no more.
 * @throws VaultError, NodesError, ApiFailure
 */
export async function stopAccess(record: OpenRecord, client: Client, request: AccessRequest): Promise<void> {
  const { id, consent, mandate } = request;
  if (!consent) return;
  if (mandate) await endAnswers(record, client, request);
  const revocation = await revoke(record, consent);
  const outcome = await mutate(client, RevokeAccessMutation, { input: { requestId: id, revocation } });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}

/**
 * From now on the carer answers nothing, and what the carer allowed is over: the nodes are told first, then the ledger.
 * @throws VaultError, NodesError, ApiFailure
 */
export async function endAnswers(
  record: OpenRecord,
  client: Client,
  { id, mandate: signed }: AccessRequest,
): Promise<void> {
  if (!signed) return;
  const { keys, realm } = record;
  const json = JSON.parse(signed) as { readonly [key: string]: Json; readonly salt: `0x${string}` };
  const mandate = await readMandate(json, realm, keys.pseudonym);
  const revocation = await revoked(record, mandate.commitment, json.salt);
  for (const allowed of await allowedUnder(record, client, mandate))
    await stopAccess(record, client, allowed);
  const outcome = await mutate(client, EndCarerAnswersMutation, { input: { requestId: id, revocation } });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}

/** What stands of what a carer allowed. */
async function allowedUnder(
  { keys, realm }: OpenRecord,
  client: Client,
  { consent: mandated }: Mandate,
): Promise<AccessRequest[]> {
  const { data, error } = await client
    .query(MyAccessRequestsQuery, {}, { requestPolicy: 'network-only' })
    .toPromise();
  if (error) throw new ApiFailure(failureOf(error));
  const under = await Promise.all(
    (data?.myAccessRequests ?? []).map(async (request) => {
      const { consent, answeredBy } = request;
      if (!consent || !answeredBy || !isStanding(consent)) return undefined;
      const { mandate } = await readOpening(bytesOf(consent.opening), realm, keys.pseudonym);
      return mandate?.consent === mandated ? request : undefined;
    }),
  );
  return under.filter((request) => request !== undefined);
}

function isStanding(consent: NonNullable<AccessRequest['consent']>): boolean {
  return ['sending', 'active'].includes(standingOf(consent, Date.now()));
}
