import { keccak256, Wallet, type JsonRpcProvider, type TransactionRequest } from 'ethers';

/** A transaction that the wallet has signed and not sent yet. */
export interface SignedDeployment {
  readonly raw: string;
  readonly hash: string;
  readonly nonce: number;
}

/** A wallet that stores what it signs before it sends it, so that a chain that loses it can be given it again. */
export class DeployingWallet extends Wallet {
  constructor(
    key: string,
    provider: JsonRpcProvider,
    private readonly store: (signed: SignedDeployment) => Promise<void>,
  ) {
    super(key, provider);
  }

  override async signTransaction(transaction: TransactionRequest): Promise<string> {
    const raw = await super.signTransaction(transaction);
    await this.store({ raw, hash: keccak256(raw), nonce: Number(transaction.nonce) });
    return raw;
  }
}
