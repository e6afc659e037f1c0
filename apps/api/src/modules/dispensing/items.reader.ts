import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { DomainError } from '../../platform/errors/index.js';
import { isId } from '../../platform/ids/index.js';
import type { Tx } from '../../platform/work/index.js';
import {
  isOpen,
  ItemStatesReader,
  medicineOf,
  PrescriptionItem,
  unseal,
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
    const opened =
      prescriptionId && contentKey && isId(prescriptionId)
        ? await unseal(tx, prescriptionId, contentKey)
        : undefined;
    if (!opened) {
      throw new DomainError(
        'PRESCRIPTION_TOKEN_WRONG',
        'This code does not open a prescription. Scan the paper again, or ask the prescriber for a new one.',
      );
    }
    return this.lock(
      tx,
      opened.items.map(({ id }) => id),
      (item) => medicineOf(opened.content, item.ordinal),
    );
  }

  /** Items whose medicine is known otherwise, such as of what is owed. */
  async lock(
    tx: Tx,
    ids: readonly string[],
    medicine: (item: PrescriptionItem) => PrescribedMedicine | ItemFacts['medicine'],
  ): Promise<Map<string, OpenItem>> {
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
