import { isDigits } from './check-digit.js';
import { daysInMonth } from './dates.js';

/** Reads a coupon from left to right; every step answers false where the data does not fit. */
class CouponReader {
  private at = 0;

  constructor(private readonly digits: string) {}

  get done(): boolean {
    return this.at === this.digits.length;
  }

  /** Takes the field indicator when it is next. */
  takesField(indicator: string): boolean {
    if (this.digits.charAt(this.at) !== indicator) return false;
    this.at++;
    return true;
  }

  /** One digit out of those allowed. */
  oneOf(allowed: string): boolean {
    const next = this.digits.charAt(this.at);
    if (next === '' || !allowed.includes(next)) return false;
    this.at++;
    return true;
  }

  take(length: number): string | undefined {
    if (this.at + length > this.digits.length) return undefined;
    this.at += length;
    return this.digits.slice(this.at - length, this.at);
  }

  skip(length: number): boolean {
    return this.take(length) !== undefined;
  }

  /** A length digit out of those allowed, then that many digits and `extra` more. */
  sized(allowed: string, extra: number): boolean {
    const size = this.digits.charAt(this.at);
    return this.oneOf(allowed) && this.skip(Number(size) + extra);
  }

  date(): string | undefined {
    const text = this.take(6);
    if (text === undefined) return undefined;
    const month = Number(text.slice(2, 4));
    const day = Number(text.slice(4));
    const valid =
      month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(2000 + Number(text.slice(0, 2)), month);
    return valid ? text : undefined;
  }
}

const REQUIREMENT_CODES = '012349';
/** A company prefix of 6 to 12 digits; 9 says that there is none. */
const OPTIONAL_PREFIX = '9';

function purchase(reader: CouponReader): boolean {
  return reader.sized('12345', 0) && reader.oneOf(REQUIREMENT_CODES) && reader.skip(3);
}

function furtherPurchase(reader: CouponReader): boolean {
  return purchase(reader) && (reader.takesField(OPTIONAL_PREFIX) || reader.sized('0123456', 6));
}

/** AI 8110: North American Coupon Application Guideline Using GS1 DataBar Expanded. */
export function isCoupon(text: string): boolean {
  if (!isDigits(text)) return false;
  const reader = new CouponReader(text);
  if (!reader.sized('0123456', 6) || !reader.skip(6) || !reader.sized('12345', 0) || !purchase(reader))
    return false;
  if (reader.takesField('1') && !(reader.oneOf('0123') && furtherPurchase(reader))) return false;
  if (reader.takesField('2') && !furtherPurchase(reader)) return false;
  let expires: string | undefined;
  if (reader.takesField('3') && (expires = reader.date()) === undefined) return false;
  if (reader.takesField('4')) {
    const starts = reader.date();
    if (starts === undefined || (expires !== undefined && expires < starts)) return false;
  }
  if (reader.takesField('5') && !reader.sized('0123456789', 6)) return false;
  if (reader.takesField('6') && !reader.sized('1234567', 6)) return false;
  if (
    reader.takesField('9') &&
    !(reader.oneOf('01256') && reader.oneOf('012') && reader.skip(1) && reader.oneOf('01'))
  ) {
    return false;
  }
  return reader.done;
}

/** AI 8112: GS1 US, positive offer file coupon. */
export function isPositiveOffer(text: string): boolean {
  if (!isDigits(text)) return false;
  const reader = new CouponReader(text);
  return (
    reader.oneOf('01') &&
    reader.sized('0123456', 6) &&
    reader.skip(6) &&
    reader.sized('0123456789', 6) &&
    reader.done
  );
}
