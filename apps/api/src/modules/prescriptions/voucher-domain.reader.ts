import type { Hex, VoucherDomain } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bytesToHex } from '../../database/columns.js';
import { DomainError } from '../../platform/errors/index.js';

/** Which ledger a patient's voucher has to be signed for. */
@Injectable()
export class VoucherDomainReader {
  constructor(private readonly database: DataSource) {}

  async domain(): Promise<VoucherDomain> {
    const [contract] = await this.database.query<{ chain_id: number; address: Buffer }[]>(
      `SELECT chain_id, address FROM ledger_contract WHERE name = 'prescriptionLedger' ORDER BY deployed_at DESC LIMIT 1`,
    );
    if (!contract)
      throw new DomainError('UNAVAILABLE', 'This node does not know the prescription ledger yet.');
    return { chainId: contract.chain_id, prescriptionLedger: bytesToHex(contract.address) as Hex };
  }
}
