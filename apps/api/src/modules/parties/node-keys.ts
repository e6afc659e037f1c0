import type { SiteRole } from '@custodia/access';
import { KeyRight, type KeyGrant } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { computeAddress, getAddress } from 'ethers';
import { Config } from '../../config.js';
import type { Tx } from '../../platform/work/index.js';

/** The keys of this node that act for a party. */
@Injectable()
export class NodeKeys {
  constructor(private readonly config: Config) {}

  /** A maker's recall takes two keys, of which the operator's is none. */
  async for(roles: readonly SiteRole[], tx: Tx): Promise<KeyGrant[]> {
    const { operator, makerProposer, makerApprover } = this.config.keys;
    const rotations = await tx.sql<{ old: string; new: string; retired: boolean }>(
      `SELECT '0x' || encode(old_address, 'hex') AS old, '0x' || encode(new_address, 'hex') AS new,
              phase <> 'ADMITTING' AS retired FROM operator_rotation`,
    );
    const gone = new Set(rotations.flatMap(({ old, retired }) => (retired ? [getAddress(old)] : [])));
    // While the operator's key is changed, whichever of the two is in charge may act.
    const acting = new Set([computeAddress(operator), ...rotations.map((one) => getAddress(one.new))]);
    const keys = [...acting].filter((key) => !gone.has(key)).map((key) => grant(key, KeyRight.Operate));
    if (roles.includes('MANUFACTURER')) {
      if (makerProposer) keys.push(grant(computeAddress(makerProposer), KeyRight.Operate));
      if (makerApprover) keys.push(grant(computeAddress(makerApprover), KeyRight.Approve));
    }
    return keys;
  }
}

function grant(address: string, rights: number): KeyGrant {
  return { key: address as KeyGrant['key'], rights };
}
