import { GraphQLScalarType, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { GlnScalar, GtinScalar, SsccScalar } from './gs1-scalars.js';
import { CalendarDate, DateTime } from './scalars.js';

function refuses(scalar: GraphQLScalarType, values: unknown[]): void {
  for (const value of values) expect(() => scalar.parseValue(value), String(value)).toThrow();
}

describe('scalars', () => {
  it('refuse what is no time', () => {
    refuses(DateTime as GraphQLScalarType, [
      '',
      'now',
      '2026-02-30T00:00:00',
      '2026-01-31',
      1_700_000_000,
      null,
      {},
    ]);
    refuses(DateTime as GraphQLScalarType, ['2026-13-01T00:00:00Z', '2026-01-31T25:00:00Z']);
  });

  it('read times with any offset and write them in UTC', () => {
    const time = DateTime.parseValue('2026-01-31T12:00:00+02:00');
    expect(time).toEqual(new Date('2026-01-31T10:00:00Z'));
    expect(DateTime.serialize(time)).toBe('2026-01-31T10:00:00.000Z');
    expect(DateTime.parseLiteral({ kind: Kind.STRING, value: '2026-01-31T10:00Z' })).toEqual(time);
  });

  it('refuse days that do not exist', () => {
    refuses(CalendarDate as GraphQLScalarType, [
      '2026-02-29',
      '2026-1-1',
      '20260101',
      '2026-01-01T00:00:00Z',
      20260101,
    ]);
    expect(CalendarDate.parseValue('2028-02-29')).toBe('2028-02-29');
  });

  it('refuse GS1 keys with a wrong check digit, in values and in literals, and say so', () => {
    refuses(GtinScalar as GraphQLScalarType, ['09521234543214', '0952123454321', 9521234543213, '']);
    refuses(GlnScalar as GraphQLScalarType, ['9521234543214']);
    refuses(SsccScalar as GraphQLScalarType, ['095201234567891234']);
    expect(GtinScalar.parseValue('09521234543213')).toBe('09521234543213');
    expect(() => GtinScalar.parseLiteral({ kind: Kind.STRING, value: '09521234543214' })).toThrow(
      /check digit/,
    );
  });
});
