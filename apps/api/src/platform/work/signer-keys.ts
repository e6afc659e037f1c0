import type { LedgerKeys } from '../keys/index.js';
import type { Signer } from './operation.entity.js';

/** The key that each signer signs with; undefined where this node does not hold it. */
export function signerKeys(keys: LedgerKeys): Readonly<Record<Signer, string | undefined>> {
  return {
    operator: keys.operator,
    regulator: keys.regulator,
    'regulator-approver': keys.regulatorApprover,
    proposer: keys.makerProposer,
    approver: keys.makerApprover,
  };
}
