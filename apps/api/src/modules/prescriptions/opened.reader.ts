import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { OpeningService, type Opened } from './opening.service.js';
import type { PrescribedMedicine } from './prescription-content.js';
import { PrescriptionsReader, type ItemView } from './prescriptions.reader.js';
import { VoucherDomainReader } from './voucher-domain.reader.js';

/** An opened prescription as the counter shows it. */
export interface OpenedView {
  readonly id: string;
  readonly siteId: string;
  readonly issuedAt: Date;
  readonly patientName: string;
  readonly patientBirthDate: string | null;
  readonly items: readonly (PrescribedMedicine & { readonly state: ItemView; readonly upTo: number })[];
  readonly voucher: {
    readonly name: string;
    readonly version: string;
    readonly chainId: number;
    readonly verifyingContract: string;
    readonly pharmacy: number;
  };
}

@Injectable()
export class OpenedReader {
  constructor(
    private readonly opening: OpeningService,
    private readonly reader: PrescriptionsReader,
    private readonly domains: VoucherDomainReader,
  ) {}

  async open(actor: Actor, id: string, contentKey: string): Promise<OpenedView> {
    const { prescription, content } = await this.opening.open(actor, id, contentKey);
    const items = await this.reader.itemsOf(id);
    const { chainId, prescriptionLedger } = await this.domains.domain();
    return {
      id,
      siteId: prescription.siteId,
      issuedAt: prescription.issuedAt,
      patientName: content.patientName,
      patientBirthDate: content.patientBirthDate ?? null,
      items: items.map((state) => ({ ...medicineOf(content, state.ordinal), state, upTo: state.used })),
      voucher: {
        name: 'Custodia',
        version: '1',
        chainId,
        verifyingContract: prescriptionLedger,
        pharmacy: actor.partyId,
      },
    };
  }
}

/** What the item with this number fills. */
export function medicineOf(content: Opened['content'], ordinal: number): PrescribedMedicine {
  const medicine = content.medicines.find(({ ordinals }) => ordinals.includes(ordinal));
  if (!medicine) throw new Error(`The content has no medicine for item ${ordinal}`);
  return medicine;
}
