import {
  keccak256,
  Wallet,
  type JsonRpcProvider,
  type TransactionReceipt,
  type TransactionRequest,
} from 'ethers';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;
const PATIENCE_MS = 120_000;

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
    private readonly node: JsonRpcProvider,
    private readonly store: (signed: SignedDeployment) => Promise<void>,
  ) {
    super(key, node);
  }

  override async signTransaction(transaction: TransactionRequest): Promise<string> {
    const raw = await super.signTransaction(transaction);
    await this.store({ raw, hash: keccak256(raw), nonce: Number(transaction.nonce) });
    return raw;
  }

  /** Waits by asking: ethers waits for the next block, and a chain that mines on demand has none. */
  override async sendTransaction(transaction: TransactionRequest) {
    const response = await super.sendTransaction(transaction);
    response.wait = () => this.receipt(response.hash);
    return response;
  }

  private async receipt(hash: string): Promise<TransactionReceipt> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
      const receipt = await this.node.getTransactionReceipt(hash);
      if (receipt) return receipt;
      await sleep(POLL_MS);
    }
    throw new Error(`The chain has not taken the transaction ${hash} for ${PATIENCE_MS / 1000} s.`);
  }
}
