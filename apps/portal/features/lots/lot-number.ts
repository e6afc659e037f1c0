import { isCset82 } from '@custodia/gs1';

/** GS1 General Specifications, AI (10): up to 20 characters of set 82. */
export function isLotNumber(text: string): boolean {
  return text.length > 0 && text.length <= 20 && isCset82(text);
}
