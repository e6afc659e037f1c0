/** A patient's code as a desk scans it. */
export interface DeskScan {
  readonly code: string;
  /** By it, a pharmacy asks whether a medicine is taken already; there where the patient chose it. */
  readonly tagKey?: string;
}

/** What the QR of a patient's desk code says. The key goes from phone to counter in it, and to no server. */
export function deskTextOf(code: string, tagKey?: string): string {
  return tagKey ? `custodia:${code}.${tagKey}` : `custodia:${code}`;
}

/** The desk code in a scan, with or without the symbology identifier of the QR in front. */
export function deskScanIn(text: string): DeskScan | undefined {
  const [, code, tagKey] =
    /^(?:\][A-Za-z]\d)?custodia:([0-9A-Z]{8})(?:\.([A-Za-z0-9_-]{43}))?$/.exec(text.trim()) ?? [];
  return code === undefined ? undefined : { code, ...(tagKey !== undefined && { tagKey }) };
}
