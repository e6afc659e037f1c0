import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { DomainError } from '../../platform/errors/index.js';
import type { Tx } from '../../platform/work/index.js';
import {
  isOpen,
  ItemStatesReader,
  medicineOf,
  PrescriptionItem,
  unsealAll,
  type AskedToken,
  type PrescribedMedicine,
} from '../prescriptions/index.js';
import type { ItemFacts } from './item.rules.js';

/** An item of the prescription that lies open on the counter, locked until the end of the transaction. */
export interface OpenItem {
  readonly item: PrescriptionItem;
  readonly facts: ItemFacts;
}

@Injectable()
export class ItemsReader {
  constructor(private readonly states: ItemStatesReader) {}

  /** By their ids. @throws DomainError PRESCRIPTION_TOKEN_WRONG when the key does not open the prescription. */
  async open(
    tx: Tx,
    prescriptionId: string | undefined,
    contentKey: string | undefined,
  ): Promise<Map<string, OpenItem>> {
    const [opened] = await this.openAll(tx, [{ prescriptionId, contentKey }]);
    if (opened) return opened;
    throw wrongToken();
  }

  /** Several prescriptions, in as many statements as one; undefined where a key does not open its prescription. */
  async openAll(tx: Tx, tokens: readonly AskedToken[]): Promise<(Map<string, OpenItem> | undefined)[]> {
    const opened = await unsealAll(tx, tokens);
    const items = await this.lock(
      tx,
      opened.flatMap((one) => one?.items.map(({ id }) => id) ?? []),
      (item) => {
        const content = opened.find((one) => one?.prescription.id === item.prescriptionId)!.content;
        return medicineOf(content, item.ordinal);
      },
    );
    return opened.map((one) => one && new Map(one.items.map(({ id }) => [id, items.get(id)!])));
  }

  /** Items whose medicine is known otherwise, such as of what is owed. */
  async lock(
    tx: Tx,
    ids: readonly string[],
    medicine: (item: PrescriptionItem) => PrescribedMedicine | ItemFacts['medicine'],
  ): Promise<Map<string, OpenItem>> {
    if (ids.length === 0) return new Map();
    const items = await tx.manager.find(PrescriptionItem, {
      where: { id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const states = await this.states.of(items, tx.now, tx.manager);
    return new Map(
      items.map((item) => {
        const { state, remaining, used } = states.get(item.id)!;
        const { validFrom, validUntil } = item;
        const open = isOpen(state);
        const facts = { medicine: medicine(item), state, open, validFrom, validUntil, remaining, used };
        return [item.id, { item, facts }];
      }),
    );
  }
}

/** Whether the id or the key is wrong is not said. */
export function wrongToken(): DomainError {
  return new DomainError(
    'PRESCRIPTION_TOKEN_WRONG',
    'This code does not open a prescription. Scan the paper again, or ask the prescriber for a new one.',
  );
}
