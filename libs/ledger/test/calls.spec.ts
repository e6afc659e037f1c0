import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AbiParameter, ContractName, FunctionName } from '../src/abi-types.js';
import { encodeCall, ledgerAbis, ledgerInterfaces, toHex, type DispenseItem } from '../src/index.js';
import { recordOf, valueOf } from './abi-values.js';

interface AbiFunction {
  readonly type: string;
  readonly name: string;
  readonly stateMutability: string;
  readonly inputs: readonly AbiParameter[];
}

const functions = (Object.keys(ledgerAbis) as ContractName[]).flatMap((contract) =>
  (ledgerAbis[contract] as readonly unknown[] as readonly AbiFunction[])
    .filter(({ type, stateMutability }) => type === 'function' && stateMutability === 'nonpayable')
    .map((declared) => ({ contract, ...declared })),
);

const encodeAny = (contract: ContractName, name: string, args: unknown) =>
  toHex(encodeCall(contract, name as FunctionName<ContractName>, args as never));

const order: DispenseItem = {
  operation: `0x${'ab'.repeat(16)}`,
  party: 0xffffffff,
  lot: `0x${'cd'.repeat(32)}`,
  index: 2 ** 28 - 1,
  hint: 5,
  portion: 2,
  basis: 5,
  quantity: 2 ** 24 - 1,
  voucher: 200,
};

/** Those that one contract calls on the other. */
const internal = ['consume', 'giveBack'];

describe('calldata', () => {
  it.each(functions.filter(({ name }) => name !== 'dispenseMany' && !internal.includes(name)))(
    'of $name is what ethers makes of any arguments',
    ({ contract, name, inputs }) => {
      fc.assert(
        fc.property(recordOf(inputs), (args) => {
          const values = inputs.map((input) => args[input.name]);
          expect(encodeAny(contract, name, args)).toBe(
            ledgerInterfaces[contract].encodeFunctionData(name, values),
          );
        }),
        { numRuns: 15 },
      );
    },
  );

  it('of dispenseMany is what ethers makes of the packed order and any vouchers', () => {
    const vouchers = functions.find(({ name }) => name === 'dispenseMany')?.inputs[1] as AbiParameter;
    fc.assert(
      fc.property(valueOf(vouchers), fc.nat(2 ** 28 - 1), fc.nat(15), (given, index, basis) => {
        const items = [{ ...order, index, basis }];
        const packed = [
          `ab`.repeat(16),
          'ffffffff',
          index.toString(16).padStart(7, '0'),
          '0000005',
          'ffffff',
          'c8',
          '2',
          basis.toString(16),
        ].join('');
        expect(encodeAny('lotLedger', 'dispenseMany', { items, vouchers: given })).toBe(
          ledgerInterfaces.lotLedger.encodeFunctionData('dispenseMany', [
            [[order.lot, `0x${packed}`]],
            given,
          ]),
        );
      }),
      { numRuns: 15 },
    );
  });

  it.each<[string, Partial<DispenseItem>]>([
    ['an index of 29 bits', { index: 2 ** 28 }],
    ['a negative hint', { hint: -1 }],
    ['half a quantity', { quantity: 0.5 }],
    ['a quantity of 25 bits', { quantity: 2 ** 24 }],
    ['voucher 256', { voucher: 256 }],
    ['a short operation id', { operation: '0xabcd' }],
    ['a lot that is not hexadecimal', { lot: `0x${'zz'.repeat(32)}` }],
  ])('refuses %s instead of sending something else', (_, wrong) => {
    const items = [{ ...order, ...wrong }];
    expect(() => encodeCall('lotLedger', 'dispenseMany', { items, vouchers: [] })).toThrow(RangeError);
  });

  it('refuses a number that does not fit its field', () => {
    const range = { operation: order.operation, party: 1, lot: order.lot, start: 0, end: 2 ** 32, hint: 0 };
    expect(() => encodeCall('lotLedger', 'receiveMany', { items: [range] })).toThrow('end does not fit');
    expect(() => encodeCall('lotLedger', 'receiveMany', { items: [{ ...range, end: Number.NaN }] })).toThrow(
      'end is not a whole number',
    );
  });
});
