import { VaultError } from '@custodia/vault';
import { NodesError } from '@custodia/vault/nodes';
import type { Failure } from '@/lib/failure';

/** What the vault or the nodes said, as one failure; anything else is a fault of ours and goes on. */
export function vaultFailure(error: unknown): Failure {
  if (error instanceof VaultError || error instanceof NodesError)
    return { code: error.code, message: error.message };
  throw error;
}
