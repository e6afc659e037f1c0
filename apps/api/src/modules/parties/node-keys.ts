import type { SiteRole } from '@custodia/access';
import { KeyRight, type KeyGrant } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { computeAddress } from 'ethers';
import { Config } from '../../config.js';
import type { Tx } from '../../platform/work/index.js';

/** The keys of this node that act for a party. */
@Injectable()
export class NodeKeys {
  constructor(private readonly config: Config) {}

  /** A maker's recall takes two keys, of which the operator's is none. */
  async for(roles: readonly SiteRole[], tx: Tx): Promise<KeyGrant[]> {
    const { operator, nextOperator, makerProposer, makerApprover } = this.config.keys;
    const keys = [grant(operator, KeyRight.Operate)];
    // While the operator's key is changed, whichever of the two is in charge may act.
    if (nextOperator) keys.push(grant(nextOperator, KeyRight.Operate));
    if (roles.includes('MANUFACTURER')) {
      if (makerProposer) keys.push(grant(makerProposer, KeyRight.Operate));
      if (makerApprover) keys.push(grant(makerApprover, KeyRight.Approve));
    }
    const retired = await tx.sql<{ address: string }>(
      `SELECT '0x' || encode(old_address, 'hex') AS address FROM operator_rotation WHERE phase <> 'ADMITTING'`,
    );
    return keys.filter(({ key }) => !retired.some(({ address }) => address === key.toLowerCase()));
  }
}

function grant(privateKey: string, rights: number): KeyGrant {
  return { key: computeAddress(privateKey) as KeyGrant['key'], rights };
}
