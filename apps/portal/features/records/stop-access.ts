import type { Client } from 'urql';
import { mutate } from '@/lib/mutate';
import { revoke, type OpenRecord } from './record';
import { RevokeAccessMutation, type AccessRequest } from './records.documents';
import { ApiFailure } from './vault-failure';

/** Stops an access at the nodes, and has the ledger told. @throws VaultError, NodesError, ApiFailure */
export async function stopAccess(
  record: OpenRecord,
  client: Client,
  { id, consent }: AccessRequest,
): Promise<void> {
  if (!consent) return;
  const { revocation } = await revoke(record, consent);
  const outcome = await mutate(client, RevokeAccessMutation, { input: { requestId: id, revocation } });
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}
