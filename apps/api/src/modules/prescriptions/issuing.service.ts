import { dayOf, itemKeyOf, randomId, voucherKeyAddress, type Hex } from '@custodia/ledger';
import {
  contentKey,
  fillKey,
  formatPrescriptionToken,
  newPrescriptionToken,
  type PrescriptionToken,
} from '@custodia/ledger/prescription-token';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Config } from '../../config.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { isId, newId } from '../../platform/ids/index.js';
import { openWithAny, secretKeys } from '../../platform/secrets/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { sealContent } from './content-sealing.js';
import { planItems, type AskedMedicine, type PlannedItem } from './item-plan.rules.js';
import { contentFault, prescriptionContent, type PrescriptionContent } from './prescription-content.js';
import { PrescriptionItem } from './prescription-item.entity.js';
import { Prescription } from './prescription.entity.js';
import { sealToken, unsealToken } from './sealed-token.js';

export interface AskedPrescription {
  readonly idempotencyKey: string;
  readonly patientName: string;
  readonly patientBirthDate?: string | undefined;
  readonly medicines: readonly (AskedMedicine & Omit<PrescriptionContent['medicines'][number], 'ordinals'>)[];
}

/** A prescription and the code for the paper, which is never shown again. */
export interface Issued {
  readonly prescriptionId: string;
  readonly token: string;
}

@Injectable()
export class IssuingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly config: Config,
  ) {}

  /** Issues it on the ledger, item by item, and keeps the content sealed under the token's key. */
  async issue(actor: Actor, asked: AskedPrescription): Promise<Issued> {
    const { idempotencyKey, ...input } = asked;
    if (!isId(idempotencyKey)) {
      throw new DomainError('BAD_INPUT', 'The idempotency key of a prescription must be a random UUID.');
    }
    const keyHash = createHash('sha256').update(idempotencyKey).digest('hex');
    const answer = await this.work.once(
      actor,
      'prescription.issue',
      keyHash,
      { keyHash, input },
      async (tx) => {
        const token = newPrescriptionToken(newId());
        await this.write(tx, actor, token, asked);
        const sealed = sealToken(formatPrescriptionToken(token), idempotencyKey, this.config.secretKey);
        return { prescriptionId: token.prescriptionId, sealed };
      },
    );
    const { prescriptionId, sealed } = answer;
    const token = openWithAny(secretKeys(this.config), (key) => unsealToken(sealed, idempotencyKey, key));
    return { prescriptionId, token };
  }

  private async write(
    tx: Tx,
    actor: Actor,
    token: PrescriptionToken,
    asked: AskedPrescription,
  ): Promise<void> {
    const planned = planItems(asked.medicines, tx.now.toISOString().slice(0, 10));
    const content = contentOf(asked, planned);
    await this.refuseUnknownProducts(tx, content);
    const id = token.prescriptionId;
    await tx.manager.insert(Prescription, {
      id,
      siteId: actor.siteId,
      userId: actor.userId,
      partyId: actor.partyId,
      sealed: sealContent(content, await contentKey(token), id),
      issuedAt: tx.now,
    });
    const items = await Promise.all(planned.map((plan) => this.issueItem(tx, actor, token, plan)));
    await tx.manager.insert(PrescriptionItem, items);
    tx.audit({ type: 'prescription', id }, { items: items.length });
  }

  private async issueItem(tx: Tx, actor: Actor, token: PrescriptionToken, plan: PlannedItem) {
    const ledgerId = randomId();
    const itemKey = itemKeyOf(actor.partyId, ledgerId);
    const key = voucherKeyAddress((await fillKey(token, plan.ordinal)) as Hex);
    const operationId = await tx.enqueue({
      call: {
        kind: 'issue',
        id: ledgerId,
        key,
        quantity: plan.quantity,
        firstDay: dayOf(plan.validFrom),
        lastDay: dayOf(plan.validUntil),
      },
      partyId: actor.partyId,
      itemId: itemKey,
    });
    return {
      id: newId(),
      prescriptionId: token.prescriptionId,
      ordinal: plan.ordinal,
      ledgerId,
      itemKey,
      keyAddress: key,
      quantity: plan.quantity,
      validFrom: plan.validFrom,
      validUntil: plan.validUntil,
      operationId,
    };
  }

  private async refuseUnknownProducts(tx: Tx, content: PrescriptionContent): Promise<void> {
    const gtins = content.medicines.flatMap(({ productGtin }) => productGtin ?? []);
    const known = await tx.sql<{ gtin: string }>('SELECT gtin FROM product WHERE gtin = ANY($1)', [gtins]);
    const unknown = gtins.find((gtin) => !known.some((product) => product.gtin === gtin));
    if (unknown) {
      throw new DomainError(
        'PRESCRIPTION_INVALID',
        `No product has GTIN ${unknown}. Prescribe the substance instead.`,
      );
    }
  }
}

function contentOf(asked: AskedPrescription, planned: readonly PlannedItem[]): PrescriptionContent {
  const medicines = asked.medicines.map((medicine, line) => ({
    ordinals: planned.filter((item) => item.medicine === line).map(({ ordinal }) => ordinal),
    substance: medicine.substance,
    productGtin: medicine.productGtin,
    strength: medicine.strength,
    form: medicine.form,
    baseUnit: medicine.baseUnit,
    dosage: medicine.dosage,
    substitutionAllowed: medicine.substitutionAllowed,
  }));
  const { patientName, patientBirthDate } = asked;
  const content = prescriptionContent.safeParse({ version: 1, patientName, patientBirthDate, medicines });
  if (content.success) return content.data;
  throw new DomainError('PRESCRIPTION_INVALID', contentFault(content.error));
}
