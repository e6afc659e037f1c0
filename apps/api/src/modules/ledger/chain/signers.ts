import type { Hex } from '@custodia/ledger';
import { computeAddress } from 'ethers';

/** A key of this node and the address that it signs for. */
export interface SigningAccount {
  /** As operations name it: operator, regulator … */
  readonly name: string;
  readonly key: Hex;
  /** Lower case. */
  readonly address: Hex;
  /** To take the place of the operator's key: it signs nothing before its time has come. */
  readonly successor?: true;
}

/** The key that is to take the operator's place; it signs what is the operator's. */
export const NEXT_OPERATOR = 'operator-next';

/** Who can sign now; keys come and go while a node runs. */
export interface Accounts {
  readonly accounts: readonly SigningAccount[];
}

/** Keys that this node holds. */
export class Signers implements Accounts {
  readonly accounts: readonly SigningAccount[];

  constructor(keys: Readonly<Record<string, string | undefined>>) {
    this.accounts = Object.entries(keys)
      .filter((entry): entry is [string, Hex] => entry[1] !== undefined)
      .map(([name, key]) => ({
        ...(name === NEXT_OPERATOR ? { name: 'operator', successor: true as const } : { name }),
        key,
        address: computeAddress(key).toLowerCase() as Hex,
      }));
  }

  named(name: string): SigningAccount | undefined {
    return this.accounts.find((account) => account.name === name);
  }

  at(address: string): SigningAccount | undefined {
    return this.accounts.find((account) => account.address === address);
  }
}
