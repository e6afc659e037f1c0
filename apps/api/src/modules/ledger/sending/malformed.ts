import { writeVerdicts } from '../reading/verdicts.js';
import type { Sql } from '../sql.js';
import { encodeBatch, type ReadyOperation } from './encode-batch.js';

/** Reason of an operation whose values do not fit the contracts: whoever made it has a bug. */
const MALFORMED = 'Malformed';

/**
 * Encodes batches; where one cannot be encoded, tells which of its operations are to blame.
 * @throws MalformedOperations
 */
export function encodeOrBlame(operations: readonly ReadyOperation[]) {
  try {
    return encodeBatch(operations);
  } catch (error) {
    const malformed = operations.filter((operation) => !isEncodable(operation));
    throw malformed.length > 0 ? new MalformedOperations(malformed) : error;
  }
}

/** Some operations cannot be written down as calls of the contracts. */
export class MalformedOperations extends Error {
  override readonly name = 'MalformedOperations';

  constructor(readonly operations: readonly ReadyOperation[]) {
    super(`Malformed operations: ${operations.map(({ id }) => id).join(', ')}`);
  }
}

/** Settles them: they will never fit, and must not hold up the others. */
export async function refuseMalformed(sql: Sql, operations: readonly ReadyOperation[]): Promise<void> {
  await writeVerdicts(
    sql,
    operations.map(({ id, partyId, call }) => ({
      id,
      partyId,
      kind: call.kind,
      status: 'REFUSED',
      reason: MALFORMED,
      txHash: null,
      blockNumber: null,
    })),
  );
}

function isEncodable(operation: ReadyOperation): boolean {
  try {
    encodeBatch([operation]);
    return true;
  } catch {
    return false;
  }
}
