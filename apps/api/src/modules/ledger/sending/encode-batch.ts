import {
  encodeCall,
  operationIdOf,
  type CallArguments,
  type ContractName,
  type FunctionName,
  type Hex,
  type LedgerCall,
  type LedgerCallKind,
  type Supply,
} from '@custodia/ledger';
import type { PendingOperation } from '../pending-operation.js';
import { NOTHING_TO_UNDO, type UndoFacts } from './undo-facts.js';
import { VoucherTable } from './voucher-table.js';

/** An operation with what only the sender knows. */
export interface ReadyOperation extends Pick<PendingOperation, 'id' | 'call' | 'partyId'> {
  readonly hint: number;
  readonly undo?: UndoFacts | undefined;
}

export interface EncodedBatch {
  readonly contract: ContractName;
  readonly data: Uint8Array;
}

type CallOf<K extends LedgerCallKind, C extends LedgerCall = LedgerCall> = C extends LedgerCall
  ? K extends C['kind']
    ? C
    : never
  : never;
type Ready<C extends LedgerCall> = ReadyOperation & { readonly call: C };
type Encoders = { readonly [K in LedgerCallKind]: (batch: readonly Ready<CallOf<K>>[]) => EncodedBatch };

/** The calldata of operations of one kind, in their order. */
export function encodeBatch(operations: readonly ReadyOperation[]): EncodedBatch {
  const kind = only(operations).call.kind;
  const encode = ENCODERS[kind] as (batch: readonly ReadyOperation[]) => EncodedBatch;
  return encode(operations);
}

const NO_LOT: Hex = `0x${'0'.repeat(64)}`;

const ENCODERS: Encoders = {
  proposeAdmission: (batch) => registry('proposeAdmission', { ...order(batch), ...glnOf(batch) }),
  approveAdmission: (batch) =>
    registry('approveAdmission', { ...order(batch), ...proposalOf(batch), ...glnOf(batch) }),
  proposeRoles: (batch) => registry('proposeRoles', order(batch)),
  approveRoles: (batch) => registry('approveRoles', { ...order(batch), ...proposalOf(batch) }),
  suspend: (batch) => registry('suspend', order(batch)),
  proposeReinstatement: (batch) => registry('proposeReinstatement', order(batch)),
  approveReinstatement: (batch) =>
    registry('approveReinstatement', { ...order(batch), ...proposalOf(batch) }),
  withdrawKey: (batch) => registry('withdrawKey', order(batch)),
  proposeKey: (batch) => registry('proposeKey', order(batch)),
  approveKey: (batch) => registry('approveKey', { ...order(batch), ...proposalOf(batch) }),
  retractOrder: (batch) => registry('retractOrder', { ...order(batch), ...proposalOf(batch) }),
  changeProfile: (batch) => registry('changeProfile', single(batch)),

  registerLot: (batch) => lots('registerLot', { derivedFrom: NO_LOT, ...single(batch) }),
  amendLot: (batch) => lots('amendLot', single(batch)),
  hold: (batch) => lots('hold', single(batch)),
  release: (batch) => lots('release', single(batch)),
  proposeRecall: (batch) => lots('proposeRecall', single(batch)),
  proposeWithdrawal: (batch) => lots('proposeWithdrawal', single(batch)),
  approveRecall: (batch) => lots('approveRecall', ofProposal(batch)),
  approveWithdrawal: (batch) => lots('approveWithdrawal', ofProposal(batch)),
  retractProposal: (batch) => lots('retractProposal', ofProposal(batch)),
  reassign: (batch) => lots('reassign', single(batch)),

  ship: (batch) => lots('shipMany', { items: batch.map(item) }),
  returnTo: (batch) => lots('returnToMany', { items: batch.map(item) }),
  receive: (batch) => lots('receiveMany', { items: batch.map(item) }),
  reject: (batch) => lots('rejectMany', { items: batch.map(item) }),
  voidShipment: (batch) => lots('voidShipmentMany', { items: batch.map(item) }),
  reportMissing: (batch) => lots('reportMissingMany', { items: batch.map(item) }),
  claim: (batch) => lots('claimMany', { items: batch.map(item) }),

  lock: (batch) => lots('lockMany', { items: batch.map(item) }),
  unlock: (batch) => lots('unlockMany', { items: batch.map(item) }),
  decommission: (batch) => lots('decommissionMany', { items: batch.map(item) }),
  dispense: (batch) => lots('dispenseMany', supplies(batch)),
  reportSupply: (batch) => lots('reportSupplyMany', supplies(batch)),
  undoDispense: (batch) =>
    lots('undoDispenseMany', {
      items: batch.map((operation) => ({ ...item(operation), ...(operation.undo ?? NOTHING_TO_UNDO) })),
    }),

  issue: (batch) =>
    prescriptions('issueMany', {
      items: batch.map((operation) => ({ ...item(operation), prescriber: operation.partyId })),
    }),
  cancel: (batch) => prescriptions('cancelMany', { items: batch.map(item) }),
  grant: (batch) => consents('grant', consent(only(batch))),
  revoke: (batch) => consents('revoke', consent(only(batch))),
  anchor: (batch) => {
    const { of: kind, count, ...rest } = single(batch);
    return encoded('anchorLog', 'anchor', { ...rest, kind, count: BigInt(count) });
  },
};

function registry<N extends FunctionName<'partyRegistry'>>(name: N, args: CallArguments<'partyRegistry', N>) {
  return encoded('partyRegistry', name, args);
}

function lots<N extends FunctionName<'lotLedger'>>(name: N, args: CallArguments<'lotLedger', N>) {
  return encoded('lotLedger', name, args);
}

function prescriptions<N extends FunctionName<'prescriptionLedger'>>(
  name: N,
  args: CallArguments<'prescriptionLedger', N>,
) {
  return encoded('prescriptionLedger', name, args);
}

function consents<N extends FunctionName<'consentRegistry'>>(
  name: N,
  args: CallArguments<'consentRegistry', N>,
) {
  return encoded('consentRegistry', name, args);
}

/** Without a party: what counts is the signature of the grant's controller. */
function consent<C extends CallOf<'grant' | 'revoke'>>({ id, call }: Ready<C>) {
  return { ...call, operation: operationIdOf(id), deadline: BigInt(call.deadline) };
}

function encoded<C extends ContractName, N extends FunctionName<C>>(
  contract: C,
  name: N,
  args: CallArguments<C, N>,
): EncodedBatch {
  return { contract, data: encodeCall(contract, name, args) };
}

/** The fields of a call beside those that every item has: the contracts' names are the calls' names. */
function item<C extends LedgerCall>({ id, partyId, hint, call }: Ready<C>) {
  return { operation: operationIdOf(id), party: partyId, hint, ...call };
}

function supplies<C extends Extract<LedgerCall, Supply>>(batch: readonly Ready<C>[]) {
  const table = new VoucherTable();
  const items = batch.map((operation) => ({
    ...item(operation),
    voucher: table.positionOf(operation.call.voucher, operation.partyId),
  }));
  return { items, vouchers: table.vouchers };
}

function single<C extends LedgerCall>(batch: readonly Ready<C>[]) {
  return item(only(batch));
}

/** A regulator's order about a party. */
function order<C extends LedgerCall>(batch: readonly Ready<C>[]) {
  const { id, partyId, call } = only(batch);
  return { ...call, operation: operationIdOf(id), regulator: partyId };
}

function ofProposal(
  batch: readonly Ready<CallOf<'approveRecall' | 'approveWithdrawal' | 'retractProposal'>>[],
) {
  return { ...single(batch), ...proposalOf(batch) };
}

function proposalOf(batch: readonly Ready<Extract<LedgerCall, { proposal: string }>>[]) {
  return { proposal: operationIdOf(only(batch).call.proposal) };
}

function glnOf(batch: readonly Ready<Extract<LedgerCall, { gln: string }>>[]) {
  return { gln: BigInt(only(batch).call.gln) };
}

function only<T>(batch: readonly T[]): T {
  const [first] = batch;
  if (!first) throw new RangeError('A call carries at least one operation');
  return first;
}
