import type { AbiParameter, AbiRecord, ContractName, FunctionName, FunctionOf } from './abi-types.js';
import { ledgerInterfaces } from './abis.js';
import { fromHex, type Hex } from './bytes.js';
import { packOrder, type DispenseItem } from './dispense-order.js';
import { encodeRecords, functionOf, isRecords } from './many-calls.js';
import type { Voucher } from './vouchers.js';

/** The arguments of a function by name, as its NatSpec in `contracts/src/interfaces` explains them. */
export type CallArguments<C extends ContractName, N extends FunctionName<C>> = N extends 'dispenseMany'
  ? { readonly items: readonly DispenseItem[]; readonly vouchers: readonly Voucher[] }
  : AbiRecord<FunctionOf<C, N>['inputs']>;

/** One item of a many-item call. */
export type ItemOf<C extends ContractName, N extends FunctionName<C>> =
  CallArguments<C, N> extends { readonly items: readonly (infer I)[] } ? I : never;

export type ReportItem = ItemOf<'lotLedger', 'reportSupplyMany'>;
export type UndoItem = ItemOf<'lotLedger', 'undoDispenseMany'>;
export type ShipItem = ItemOf<'lotLedger', 'shipMany'>;
export type RangeItem = ItemOf<'lotLedger', 'receiveMany'>;
export type DecommissionItem = ItemOf<'lotLedger', 'decommissionMany'>;
export type ClaimItem = ItemOf<'lotLedger', 'claimMany'>;
export type IssueItem = ItemOf<'prescriptionLedger', 'issueMany'>;
export type CancelItem = ItemOf<'prescriptionLedger', 'cancelMany'>;

interface Encoder {
  selector: Hex;
  parameters: readonly AbiParameter[];
  records: boolean;
}

const encoders = new Map<string, Encoder>();

/**
 * The calldata of a call.
 * @throws RangeError if a value does not fit its type.
 */
export function encodeCall<C extends ContractName, N extends FunctionName<C>>(
  contract: C,
  name: N,
  args: CallArguments<C, N>,
): Uint8Array {
  const { selector, parameters, records } = encoderOf(contract, name);
  const packed =
    name === 'dispenseMany' ? withOrders(args as CallArguments<'lotLedger', 'dispenseMany'>) : args;
  const values = parameters.map((parameter) => (packed as Readonly<Record<string, unknown>>)[parameter.name]);
  if (records) return encodeRecords(selector, parameters, values as Parameters<typeof encodeRecords>[2]);
  return fromHex(ledgerInterfaces[contract].encodeFunctionData(name, values));
}

function withOrders({ items, vouchers }: CallArguments<'lotLedger', 'dispenseMany'>): unknown {
  return { items: items.map((item) => ({ lot: item.lot, order: packOrder(item) })), vouchers };
}

function encoderOf(contract: ContractName, name: string): Encoder {
  const key = `${contract}.${name}`;
  let encoder = encoders.get(key);
  if (!encoder) {
    const parameters = functionOf(contract, name);
    const selector = ledgerInterfaces[contract].getFunction(name)?.selector as Hex;
    encoder = { selector, parameters, records: isRecords(parameters) };
    encoders.set(key, encoder);
  }
  return encoder;
}
