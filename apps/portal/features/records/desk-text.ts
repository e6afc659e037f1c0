/** What the QR of a patient's desk code says. */
export function deskTextOf(code: string): string {
  return `custodia:${code}`;
}

/** The desk code in a scan, with or without the symbology identifier of the QR in front. */
export function deskCodeIn(text: string): string | undefined {
  return /^(?:\][A-Za-z]\d)?custodia:([0-9A-Z]{8})$/.exec(text.trim())?.[1];
}
