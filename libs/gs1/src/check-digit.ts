const ZERO = 48;

/** True when the text is not empty and holds ASCII digits only. */
export function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return text.length > 0;
}

/**
 * The GS1 check digit of the digits given, which do not include it.
 * GS1 General Specifications 7.9.1: weights 3, 1, 3, … from the right, up to the next multiple of ten.
 */
export function checkDigit(payload: string): string {
  return String.fromCharCode(ZERO + modulo10(payload, payload.length));
}

/** True when the text is digits that end in their GS1 check digit. */
export function hasValidCheckDigit(digits: string): boolean {
  if (digits.length < 2 || !isDigits(digits)) return false;
  return modulo10(digits, digits.length - 1) === digits.charCodeAt(digits.length - 1) - ZERO;
}

function modulo10(digits: string, length: number): number {
  let sum = 0;
  for (let i = length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
    sum += weight * (digits.charCodeAt(i) - ZERO);
  }
  return (10 - (sum % 10)) % 10;
}
