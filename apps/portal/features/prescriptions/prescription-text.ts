/** Whether a scan is the code of a prescription, with or without the symbology identifier of the QR in front. */
export function isPrescriptionText(text: string): boolean {
  return /^(\][A-Za-z]\d)?RX1\./.test(text.trim());
}

/** The token itself. */
export function prescriptionTokenOf(text: string): string {
  return text.trim().replace(/^\][A-Za-z]\d/, '');
}
