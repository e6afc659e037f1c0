import type {
  anchorLogAbi,
  consentRegistryAbi,
  lotLedgerAbi,
  partyRegistryAbi,
  prescriptionLedgerAbi,
} from '@custodia/contracts';
import type { Hex } from './bytes.js';

/** A parameter in an ABI. */
export interface AbiParameter {
  readonly name: string;
  readonly type: string;
  readonly indexed?: boolean;
  readonly components?: readonly AbiParameter[];
}

/**
 * How an ABI type is written in TypeScript: addresses and byte strings as hex (lower case when decoded), integers
 * up to 32 bits as number, wider ones as bigint.
 */
export type AbiValue<P extends AbiParameter> = P['type'] extends 'tuple[]'
  ? P extends { readonly components: infer C extends readonly AbiParameter[] }
    ? readonly AbiRecord<C>[]
    : never
  : P['type'] extends 'bytes32[]'
    ? readonly Hex[]
    : P['type'] extends 'bool'
      ? boolean
      : P['type'] extends 'string'
        ? string
        : P['type'] extends 'address' | `bytes${number}`
          ? Hex
          : P['type'] extends 'uint8' | 'uint16' | 'uint24' | 'uint32'
            ? number
            : bigint;

/** Parameters as an object with one property each. */
export type AbiRecord<Ps extends readonly AbiParameter[]> = {
  readonly [P in Ps[number] as P['name']]: AbiValue<P>;
};

/** The contracts and their ABIs. */
export interface LedgerAbis {
  partyRegistry: typeof partyRegistryAbi;
  lotLedger: typeof lotLedgerAbi;
  prescriptionLedger: typeof prescriptionLedgerAbi;
  anchorLog: typeof anchorLogAbi;
  consentRegistry: typeof consentRegistryAbi;
}

export type ContractName = keyof LedgerAbis;

export type FunctionOf<C extends ContractName, N extends string> = Extract<
  LedgerAbis[C][number],
  { type: 'function'; name: N }
>;

/** The state-changing functions of a contract. */
export type FunctionName<C extends ContractName> = Extract<
  LedgerAbis[C][number],
  { type: 'function'; stateMutability: 'nonpayable' }
>['name'];

export type EventOf<C extends ContractName> = Extract<LedgerAbis[C][number], { type: 'event' }>;
