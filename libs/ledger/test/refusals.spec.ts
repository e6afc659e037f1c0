import { AbiCoder, ErrorFragment, id } from 'ethers';
import { describe, expect, it } from 'vitest';
import { decodeRevert, isRetryable, ledgerInterfaces, refusalOf } from '../src/index.js';

describe('refusals', () => {
  it('names every error that a contract declares', () => {
    const errors = Object.values(ledgerInterfaces).flatMap((contract) =>
      contract.fragments.filter((fragment) => ErrorFragment.isFragment(fragment)),
    );
    expect(errors.length).toBeGreaterThan(50);
    for (const error of errors) expect(refusalOf(error.selector)).toBe(error.name);
  });

  it('has no two errors that look alike', () => {
    const names = new Map<string, string>();
    for (const contract of Object.values(ledgerInterfaces)) {
      contract.forEachError(({ selector, name }) => {
        expect(names.get(selector) ?? name).toBe(name);
        names.set(selector, name);
      });
    }
  });

  it('tells a declared error from anything else', () => {
    expect(decodeRevert(id('UnknownLot()').slice(0, 10))).toEqual({ kind: 'refusal', name: 'UnknownLot' });
    const panic =
      id('Panic(uint256)').slice(0, 10) + AbiCoder.defaultAbiCoder().encode(['uint256'], [17]).slice(2);
    expect(decodeRevert(panic)).toEqual({ kind: 'unknown', data: panic });
    expect(decodeRevert('0x')).toEqual({ kind: 'unknown', data: '0x' });
    expect(refusalOf('0x00000000')).toBeUndefined();
  });

  it('retries only what says that the picture was overtaken', () => {
    expect(isRetryable('StaleHint')).toBe(true);
    expect(isRetryable('StaleFills')).toBe(true);
    expect(isRetryable('AlreadySupplied')).toBe(false);
    expect(isRetryable('StaleVersion')).toBe(false);
  });
});
