import { signVoucher, type Hex } from '@custodia/ledger';
import { contentKey, fillKey, parsePrescriptionToken } from '@custodia/ledger/prescription-token';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/access/index.js';
import { DomainError } from '../platform/errors/index.js';
import { newId } from '../platform/ids/index.js';
import { DispenseService, ReportService, type AskedDispense } from '../modules/dispensing/index.js';
import { IssuingService, PrescriptionsReader, VoucherDomainReader } from '../modules/prescriptions/index.js';
import type { DemoProduct } from './products.js';

const VOUCHER_MINUTES = 10;

/** What the story does with prescriptions and packs at the counter. */
@Injectable()
export class Care {
  constructor(
    private readonly issuing: IssuingService,
    private readonly prescriptions: PrescriptionsReader,
    private readonly domains: VoucherDomainReader,
    private readonly dispensing: DispenseService,
    private readonly reporting: ReportService,
  ) {}

  async prescribe(
    prescriber: Actor,
    patientName: string,
    medicines: readonly { product: DemoProduct; quantity: number; dosage: string; repeats?: number }[],
  ): Promise<string> {
    const { token } = await this.issuing.issue(prescriber, {
      idempotencyKey: newId(),
      patientName,
      medicines: medicines.map(({ product: { substance, strength, form, baseUnit }, ...asked }) => ({
        ...asked,
        substance,
        strength,
        form,
        baseUnit,
        substitutionAllowed: true,
      })),
    });
    return token;
  }

  /** Fills the first item of a prescription with one pack, as the counter does: its key signs, the pack is scanned. */
  async fill(pharmacist: Actor, tokenText: string, scan: string, quantity: number): Promise<void> {
    const token = parsePrescriptionToken(tokenText);
    const { prescriptionId } = token;
    const [item] = await this.prescriptions.itemsOf(prescriptionId);
    const deadline = new Date(Date.now() + VOUCHER_MINUTES * 60_000);
    const key = (await fillKey(token, item!.ordinal)) as Hex;
    const { r, vs } = signVoucher(key, await this.domains.domain(), {
      item: item!.itemKey,
      pharmacy: pharmacist.partyId,
      upTo: quantity,
      deadline: Math.floor(deadline.getTime() / 1000),
    });
    await this.supply(pharmacist, {
      basis: 'E_PRESCRIPTION',
      prescriptionId,
      contentKey: await contentKey(token),
      lines: [{ scan, itemId: item!.id, quantity }],
      fills: [{ itemId: item!.id, upTo: quantity, deadline, signature: r + vs.slice(2) }],
    });
  }

  sell(pharmacist: Actor, ...scans: string[]): Promise<string> {
    return this.supply(pharmacist, {
      basis: 'OVER_THE_COUNTER',
      lines: scans.map((scan) => ({ scan })),
      fills: [],
    });
  }

  paper(pharmacist: Actor, paperReference: string, scan: string): Promise<string> {
    return this.supply(pharmacist, { basis: 'PAPER', paperReference, lines: [{ scan }], fills: [] });
  }

  /** Somebody tries to hand out what may not be; the refusal is what the story wants. */
  async attempt(pharmacist: Actor, scan: string): Promise<void> {
    try {
      await this.paper(pharmacist, 'Rx 20-1187', scan);
    } catch (error) {
      if (error instanceof DomainError) return;
      throw error;
    }
    throw new Error('A pack that may not be supplied was supplied');
  }

  /** Writes down a supply during an outage. */
  async report(pharmacist: Actor, scan: string, hoursAgo: number, note: string): Promise<void> {
    await this.reporting.report(pharmacist, {
      idempotencyKey: newId(),
      reason: 'OUTAGE',
      basis: 'PAPER',
      paperReference: 'Rx 20-1191',
      eventTime: new Date(Date.now() - hoursAgo * 3_600_000),
      note,
      lines: [{ scan }],
      fills: [],
    });
  }

  private supply(pharmacist: Actor, asked: Omit<AskedDispense, 'idempotencyKey' | 'owe'>): Promise<string> {
    return this.dispensing.dispense(pharmacist, { ...asked, idempotencyKey: newId(), owe: [] });
  }
}
