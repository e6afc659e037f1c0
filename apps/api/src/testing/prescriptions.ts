import { signVoucher, type Hex } from '@custodia/ledger';
import { contentKey, fillKey, parsePrescriptionToken } from '@custodia/ledger/prescription-token';
import { randomUUID } from 'node:crypto';
import {
  IssuingService,
  PrescriptionsReader,
  VoucherDomainReader,
  type AskedPrescription,
  type ItemView,
} from '../modules/prescriptions/index.js';
import type { Actor } from '../platform/access/index.js';
import type { Bench } from './bench.js';

type AskedMedicine = AskedPrescription['medicines'][number];

/** A prescription as the patient carries it to a counter. */
export interface BuiltPrescription {
  readonly id: string;
  readonly contentKey: string;
  readonly token: string;
  items(): Promise<ItemView[]>;
  /** What the patient's code signs for an item: up to what it was used so far, plus a quantity. */
  sign(
    ordinal: number,
    pharmacy: Actor,
    quantity: number,
    want?: { deadline?: Date; upTo?: number },
  ): Promise<{ itemId: string; upTo: number; deadline: Date; signature: string }>;
}

/** 21 capsules of amoxicillin 500 mg for Ada Example, unless told otherwise. */
export async function aPrescription(
  bench: Bench,
  prescriber: Actor,
  ...medicines: Partial<AskedMedicine>[]
): Promise<BuiltPrescription> {
  const usual: AskedMedicine = {
    substance: 'Amoxicillin',
    strength: '500 mg',
    baseUnit: 'capsule',
    dosage: 'one three times a day',
    quantity: 40,
    substitutionAllowed: true,
  };
  const { prescriptionId, token } = await bench.get(IssuingService).issue(prescriber, {
    idempotencyKey: randomUUID(),
    patientName: 'Ada Example',
    medicines: (medicines.length > 0 ? medicines : [{}]).map((medicine) => ({ ...usual, ...medicine })),
  });
  const parsed = parsePrescriptionToken(token);
  const items = () => bench.get(PrescriptionsReader).itemsOf(prescriptionId);
  return {
    id: prescriptionId,
    contentKey: await contentKey(parsed),
    token,
    items,
    async sign(ordinal, pharmacy, quantity, { deadline = inAnHour(), upTo } = {}) {
      const item = (await items())[ordinal]!;
      const terms = {
        item: item.itemKey,
        pharmacy: pharmacy.partyId,
        upTo: upTo ?? item.used + quantity,
        deadline: Math.floor(deadline.getTime() / 1_000),
      };
      const key = (await fillKey(parsed, ordinal)) as Hex;
      const { r, vs } = signVoucher(key, await bench.get(VoucherDomainReader).domain(), terms);
      return { itemId: item.id, upTo: terms.upTo, deadline, signature: r + vs.slice(2) };
    },
  };
}

function inAnHour(): Date {
  return new Date(Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000);
}

/** Tells the node which ledger vouchers are for; for specs without a chain. */
export async function aLedgerContract(bench: Bench): Promise<void> {
  await bench.sql(
    `INSERT INTO ledger_contract (chain_id, name, address, block_number, deployed_at)
     VALUES (31337, 'prescriptionLedger', '\\x1111111111111111111111111111111111111111', 1, now())`,
  );
}

/** Writes into the projection that the ledger has the items of a prescription, with what was used of each. */
export async function confirmItems(bench: Bench, prescription: BuiltPrescription, used = 0): Promise<void> {
  await bench.sql(
    `INSERT INTO ledger.prescription_item (item_key, prescriber_party, key_address, quantity, remaining, used,
                                           valid_from, valid_until, state, fills)
     SELECT i.item_key, p.party_id, i.key_address, i.quantity, i.quantity - $2, $2, i.valid_from, i.valid_until,
            'ISSUED', '{}' FROM prescription_item i JOIN prescription p ON p.id = i.prescription_id
     WHERE p.id = $1
     ON CONFLICT (item_key) DO UPDATE SET remaining = excluded.remaining, used = excluded.used`,
    [prescription.id, used],
  );
  await bench.sql(
    `UPDATE operation SET status = 'CONFIRMED', settled_at = now()
     WHERE id IN (SELECT operation_id FROM prescription_item WHERE prescription_id = $1)`,
    [prescription.id],
  );
}
