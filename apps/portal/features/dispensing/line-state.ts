import { isPending } from '@/features/ledger/live-operations';
import type { DispenseLine } from './dispensing.documents';

/** Whether the ledger has still to answer about the line. */
export function isWaiting({ operation }: Pick<DispenseLine, 'operation'>): boolean {
  return operation !== null && isPending(operation.status);
}
