import { VaultError } from '@custodia/vault';
import { NodesError } from '@custodia/vault/nodes';
import type { Failure } from '@/lib/failure';

/** What the API or the browser said, where it was asked in the middle of what the vault and the nodes do. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** What the vault, the nodes or the API said, as one failure; anything else is a fault of ours and goes on. */
export function vaultFailure(error: unknown): Failure {
  if (error instanceof ApiFailure) return error.failure;
  if (error instanceof VaultError || error instanceof NodesError)
    return { code: error.code, message: error.message };
  throw error;
}
