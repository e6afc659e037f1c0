import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AbiParameter, ContractName } from '../src/abi-types.js';
import { EventDecoder, ledgerAbis, ledgerInterfaces, type Hex, type LedgerAddresses } from '../src/index.js';
import { recordOf } from './abi-values.js';

const addresses = {
  partyRegistry: `0x${'a1'.repeat(20)}`,
  lotLedger: `0x${'b2'.repeat(20)}`,
  prescriptionLedger: `0x${'c3'.repeat(20)}`,
  anchorLog: `0x${'d4'.repeat(20)}`,
  consentRegistry: `0x${'e5'.repeat(20)}`,
} satisfies LedgerAddresses;
const decoder = new EventDecoder(addresses);

interface AbiEvent {
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly AbiParameter[];
}

const events = (Object.keys(ledgerAbis) as ContractName[]).flatMap((contract) =>
  (ledgerAbis[contract] as readonly unknown[] as readonly AbiEvent[])
    .filter(({ type }) => type === 'event')
    .map((declared) => ({ contract, ...declared })),
);

function parsedByEthers(contract: ContractName, log: { topics: string[]; data: string }) {
  const parsed = ledgerInterfaces[contract].parseLog(log);
  return Object.fromEntries(
    (parsed?.fragment.inputs ?? []).map((input, i) => {
      const value: unknown = parsed?.args[i];
      if (input.type === 'address') return [input.name, String(value).toLowerCase()];
      if (typeof value === 'bigint' && /^uint(8|16|32)$/.test(input.type)) return [input.name, Number(value)];
      return [input.name, value];
    }),
  );
}

describe('the decoder of logs', () => {
  it.each(events.filter(({ name }) => name !== 'Dispensed'))(
    'reads any $contract $name as ethers does',
    ({ contract, name, inputs }) => {
      fc.assert(
        fc.property(recordOf(inputs), (args) => {
          const values = inputs.map((input) => args[input.name]);
          const log = ledgerInterfaces[contract].encodeEventLog(name, values);
          const decoded = decoder.decode({
            address: addresses[contract].toUpperCase().replace('X', 'x'),
            ...log,
          });
          expect(decoded).toEqual({ contract, name, args: parsedByEthers(contract, log) });
          expect(decoded?.args).toEqual(args);
        }),
        { numRuns: 15 },
      );
    },
  );

  it('unpacks a dispense into what was asked', () => {
    const lot: Hex = `0x${'11'.repeat(32)}`;
    const item: Hex = `0x${'22'.repeat(32)}`;
    const word = `0x${'ab'.repeat(16)}00000005${'0000001'}${'0000002'}${'00001e'}${'03'}${'1'}${'0'}`;
    const log = ledgerInterfaces.lotLedger.encodeEventLog('Dispensed', [lot, item, word]);
    expect(decoder.decode({ address: addresses.lotLedger, ...log })).toEqual({
      contract: 'lotLedger',
      name: 'Dispensed',
      args: {
        operation: `0x${'ab'.repeat(16)}`,
        lot,
        item,
        party: 5,
        index: 1,
        hint: 2,
        quantity: 30,
        voucher: 3,
        portion: 1,
        basis: 0,
      },
    });
  });

  it('passes over logs of other contracts and unknown events', () => {
    const args = [`0x${'ab'.repeat(16)}`, 5, '0x12345678'];
    const log = ledgerInterfaces.lotLedger.encodeEventLog('Refused', args);
    expect(decoder.decode({ address: `0x${'ee'.repeat(20)}`, ...log })).toBeUndefined();
    expect(decoder.decode({ address: addresses.anchorLog, ...log })).toBeUndefined();
    expect(
      decoder.decode({ address: addresses.lotLedger, topics: [`0x${'00'.repeat(32)}`], data: '0x' }),
    ).toBeUndefined();
    expect(decoder.decode({ address: addresses.lotLedger, topics: [], data: '0x' })).toBeUndefined();
  });

  it('reads a consortium without a consent registry, and passes over consents there', () => {
    const { consentRegistry, ...goods } = addresses;
    const log = ledgerInterfaces.consentRegistry.encodeEventLog('ConsentRevoked', [
      `0x${'ab'.repeat(16)}`,
      `0x${'cd'.repeat(32)}`,
    ]);
    expect(new EventDecoder(goods).decode({ address: consentRegistry, ...log })).toBeUndefined();
    expect(decoder.decode({ address: consentRegistry, ...log })).toMatchObject({ name: 'ConsentRevoked' });
  });

  it('refuses a log that is cut short', () => {
    const log = ledgerInterfaces.lotLedger.encodeEventLog('Refused', [
      `0x${'ab'.repeat(16)}`,
      5,
      '0x12345678',
    ]);
    expect(() => decoder.decode({ address: addresses.lotLedger, ...log, data: '0x1234' })).toThrow(
      RangeError,
    );
  });
});
