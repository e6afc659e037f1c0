import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { OperationStatus } from '../../platform/work/index.js';
import { effectiveItem, type EffectiveItem } from './item-state.rules.js';
import type { PrescriptionItem } from './prescription-item.entity.js';

interface Row {
  id: string;
  issue: OperationStatus;
  remaining: number | null;
  used: number | null;
  cancelled: boolean | null;
  cancelling: boolean;
  taking: number;
  giving_back: number;
}

// Reported supplies count although the ledger may not charge them: better too little left than too much.
const FACTS = `
  SELECT i.id, o.status AS issue, l.remaining, l.used, l.state = 'CANCELLED' AS cancelled,
         coalesce(c.status IN ('PENDING', 'SENT'), false) AS cancelling,
         coalesce(under_way.taking, 0)::int AS taking, coalesce(under_way.giving_back, 0)::int AS giving_back
  FROM prescription_item i
  JOIN operation o ON o.id = i.operation_id
  LEFT JOIN operation c ON c.id = i.cancel_operation_id
  LEFT JOIN ledger.prescription_item l ON l.item_key = i.item_key
  LEFT JOIN LATERAL (
    SELECT sum((u.call->>'quantity')::int) AS taking, sum((undone.call->>'quantity')::int) AS giving_back
    FROM operation u
    LEFT JOIN operation undone ON u.kind = 'undoDispense' AND undone.id = (u.call->>'undoes')::uuid
    WHERE u.item_id = i.item_key AND u.status IN ('PENDING', 'SENT') AND u.kind <> 'issue'
  ) under_way ON true
  WHERE i.id = ANY($1)`;

/** Items as they will be once our own pending operations are settled. */
@Injectable()
export class ItemStatesReader {
  constructor(private readonly database: DataSource) {}

  /** @param manager the transaction in which the items are locked, where the answer decides something. */
  async of(
    items: readonly PrescriptionItem[],
    now: Date,
    manager: EntityManager = this.database.manager,
  ): Promise<Map<string, EffectiveItem>> {
    const rows: Row[] = await manager.query(FACTS, [items.map(({ id }) => id)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return new Map(items.map((item) => [item.id, effectiveItem(factsOf(item, byId.get(item.id)), now)]));
  }
}

function factsOf(item: PrescriptionItem, row: Row | undefined) {
  if (!row) throw new Error(`Item ${item.id} has no operation`);
  const known = row.remaining !== null && row.used !== null;
  return {
    quantity: item.quantity,
    validFrom: item.validFrom,
    validUntil: item.validUntil,
    issue: row.issue,
    ledger: known
      ? { remaining: row.remaining!, used: row.used!, cancelled: row.cancelled === true }
      : undefined,
    cancelling: row.cancelling,
    taking: row.taking,
    givingBack: row.giving_back,
  };
}
