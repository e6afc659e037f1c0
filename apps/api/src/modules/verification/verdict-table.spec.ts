import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OFF_MARKET_STATES } from './unit-status.rules.js';
import { CARD_CODES, card } from './verdict-cards.js';
import { UNREADABLE_REASONS, WRONG_CODES } from './verdict.js';

/**
 * The whole table as machines read it: light, NMVS return code, GS1 Lightweight Messaging reason and information, alert.
 * National systems know no custody and are never sent what is no pack code: those have no return code.
 */
const TABLE = `
PACK_OK                 GREEN  NMVS_SUCCESS    -                               -        -
PACK_OK_STOCK           GREEN  NMVS_SUCCESS    -                               -        -
PACK_OK_RECEIVE         GREEN  NMVS_SUCCESS    -                               -        -
EXPIRES_SOON            AMBER  NMVS_SUCCESS    -                               -        -
OPENED_BOTTLE           AMBER  NMVS_SUCCESS    -                               -        -
DISPENSED_HERE          AMBER  NMVS_NC_PCK_22  Not_for_re-distribution         -        -
DISPENSED_HERE_REPEATED AMBER  NMVS_NC_PCK_22  Not_for_re-distribution         -        alert
DISPENSED_HERE_EARLIER  AMBER  NMVS_NC_PCK_22  Not_for_re-distribution         -        alert
HANDED_OUT_REFUSED      RED    NMVS_NC_PCK_22  Not_for_re-distribution         -        alert
DISPENSED_ELSEWHERE     RED    NMVS_NC_PCK_22  Not_for_re-distribution         -        alert
RECALLED                RED    NMVS_FE_LOT_01  Not_for_re-distribution         Recalled -
WITHDRAWN               RED    NMVS_FE_LOT_08  Not_for_re-distribution         Recalled -
HELD                    RED    NMVS_NC_PCK_01  Manufacturer_policy             -        -
UNIT_LOCKED             RED    NMVS_NC_PCK_01  Not_for_re-distribution         -        -
EXPIRED                 RED    NMVS_NC_PCK_02  Not_for_re-distribution         Expired  -
PRODUCT_UNKNOWN         GREY   NMVS_NC_PC_01   No_match_GTIN_Serial            -        -
SERIAL_UNKNOWN          RED    NMVS_NC_PC_02   No_match_GTIN_Serial            -        alert
LOT_UNKNOWN             RED    NMVS_FE_LOT_03  No_match_GTIN_Serial            -        alert
SERIAL_SCAN_FAULT       AMBER  NMVS_NC_PC_02   No_match_GTIN_Serial            -        -
LOT_MISMATCH            RED    NMVS_FE_LOT_13  No_match_GTIN_Serial_Lot        -        alert
LOT_SCAN_FAULT          AMBER  NMVS_FE_LOT_13  No_match_GTIN_Serial_Lot        -        -
EXPIRY_MISMATCH         RED    NMVS_FE_LOT_12  No_match_GTIN_Serial_Expiry     -        alert
NOT_IN_CUSTODY          RED    -               -                               -        alert
NOT_DELIVERED           AMBER  NMVS_SUCCESS    -                               -        -
NOT_RECEIVED_YET        AMBER  NMVS_SUCCESS    -                               -        -
DECOMMISSIONED          RED    NMVS_NC_PCK_22  Not_for_re-distribution         -        alert
MISSING_FOUND           AMBER  NMVS_NC_PCK_01  Not_for_re-distribution         -        -
SUSPECTED_FALSIFIED     RED    NMVS_FE_LOT_13  No_match_GTIN_Serial_Lot_Expiry Suspect  alert
SEIZED                  RED    NMVS_NC_PCK_01  Not_for_re-distribution         Suspect  alert
WRONG_CODE              GREY   -               -                               -        -
UNREADABLE              GREY   -               -                               -        -
`;

describe('the verdict table', () => {
  const rows = TABLE.trim()
    .split('\n')
    .map((row) => row.split(/\s+/) as [string, ...string[]]);

  it('has a row for every card and no other', () => {
    expect(rows.map(([code]) => code)).toEqual(CARD_CODES);
  });

  it.each(rows)('%s', (code, ...expected) => {
    const { light, nmvsCode, lmsReason, lmsInfo, raisesAlert } = card(code as (typeof CARD_CODES)[number]);
    expect([light, nmvsCode ?? '-', lmsReason ?? '-', lmsInfo ?? '-', raisesAlert ? 'alert' : '-']).toEqual(
      expected,
    );
  });

  it('raises no alert for what is recalled, expired, out of scope, or a probable scan fault', () => {
    const quiet = CARD_CODES.filter((code) => /RECALLED|WITHDRAWN|EXPIR.*[DN]$|PRODUCT|FAULT/.test(code));
    expect(quiet.filter((code) => card(code).raisesAlert)).toEqual([]);
    expect(quiet.length).toBeGreaterThanOrEqual(6);
  });
});

interface Messages {
  readonly verdict: {
    readonly cards: Record<string, { headline: string; next: string }>;
    readonly state: Record<string, string>;
    readonly reason: { readonly wrongCode: Record<string, string> };
  };
  readonly scanner: { readonly fault: Record<string, string> };
}

describe.each(['en', 'fr', 'de'])('the words of the cards in %s', (locale) => {
  const path = new URL(`../../../../portal/messages/${locale}.json`, import.meta.url);
  const { verdict, scanner } = JSON.parse(readFileSync(path, 'utf8')) as Messages;
  const { cards, state, reason } = verdict;

  it('has a word for every way off the market', () => {
    expect(Object.keys(state).sort()).toEqual([...OFF_MARKET_STATES].sort());
  });

  it('has a word for what was read instead, and for why nothing could be read', () => {
    expect(Object.keys(reason.wrongCode).sort()).toEqual([...WRONG_CODES].sort());
    expect(Object.keys(scanner.fault).sort()).toEqual([...UNREADABLE_REASONS].sort());
  });

  it.each(CARD_CODES)('%s: a short headline, and what to do in a whole sentence', (code) => {
    const { headline, next } = cards[code] ?? { headline: '', next: '' };
    expect(headline).not.toBe('');
    expect(headline.replace(/ [–-] | :/g, ' ').split(/\s+/).length).toBeLessThanOrEqual(7);
    expect(next).toMatch(/[.!?]$/);
    expect(`${headline} ${next}`).not.toMatch(/\b(fake|faux|gefälscht)\b/i);
  });
});
