import { certifyWriter, type Hex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { computeAddress } from 'ethers';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { bytesToHex, hexToBytes } from '../../database/columns.js';
import type { Actor } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { UnitOfWork, type Tx } from '../../platform/work/index.js';
import { SiteReader } from '../parties/index.js';

/** A working day: who left the site yesterday writes nothing today. */
const CERTIFIED_SECONDS = 12 * 3600;
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Vouches for the devices of people at work: release nodes take entries from nobody else but the patient. */
@Injectable()
export class WritersService {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly sites: SiteReader,
    private readonly config: Config,
  ) {}

  /** @returns the certificate as JSON. @throws DomainError BAD_INPUT */
  async certify(actor: Actor, signKey: string): Promise<string> {
    if (!KEY.test(signKey)) throw new DomainError('BAD_INPUT', 'This is not the public key of a device.');
    const site = await this.sites.byId(actor.siteId);
    const [contract] = await this.database.query<{ chain_id: number; address: Buffer }[]>(
      `SELECT chain_id, address FROM ledger_contract WHERE name = 'partyRegistry' ORDER BY deployed_at DESC LIMIT 1`,
    );
    if (!site || !contract) throw new DomainError('UNAVAILABLE', 'This site is not on the ledger yet.');
    return this.work.run(actor, 'record.certify', async (tx) => {
      tx.audit({ type: 'site', id: actor.siteId }, { signKey });
      const domain = { chainId: contract.chain_id, partyRegistry: bytesToHex(contract.address) as Hex };
      const terms = {
        party: actor.partyId,
        name: site.name,
        signKey: `0x${Buffer.from(signKey, 'base64url').toString('hex')}` as const,
        notAfter: Math.floor(tx.now.getTime() / 1000) + CERTIFIED_SECONDS,
      };
      return JSON.stringify(certifyWriter(await this.operatorKey(tx), domain, terms));
    });
  }

  /** While the operator's key is changed, the release nodes believe the new one from when the old one is withdrawn. */
  private async operatorKey(tx: Tx): Promise<Hex> {
    const { operator, nextOperator } = this.config.keys;
    if (!nextOperator) return operator as Hex;
    const [arrived] = await tx.sql(
      `SELECT 1 FROM operator_rotation WHERE new_address = $1 AND phase IN ('WITHDRAWING', 'DONE')`,
      [hexToBytes(computeAddress(nextOperator))],
    );
    return (arrived ? nextOperator : operator) as Hex;
  }
}
