import type { MarketCode } from '../../platform/access/index.js';

/** What differs between markets. Facts with their sources; nothing here is a setting of a site. */
export interface MarketProfile {
  readonly code: MarketCode;
  readonly name: string;
  /** Whether goods are handed on unit by unit in the law's eyes, so that a pack that never was shipped is alarming. */
  readonly custodyRequired: boolean;
  /** Days within which the same pharmacy may undo a dispense. */
  readonly undoDays: number;
  /** Days within which the law wants a suspected pack reported to the authority. */
  readonly reportDays: number;
  /** Years for which records are kept. */
  readonly retentionYears: number;
  /** The number besides the GTIN that packs carry here. */
  readonly nationalNumber: string;
  /** The identifier that a pack must carry to be traded. */
  readonly packIdentifiers: readonly ('GTIN' | 'SERIAL' | 'LOT' | 'EXPIRY' | 'NATIONAL_NUMBER')[];
  /** Years from which mental and sexual health and substance use are a young person's own. */
  readonly confidentialAge: number;
  /** Years at which a record that somebody keeps for a child passes to the child. */
  readonly recordAge: number;
  /** The words that people of this market use. */
  readonly wording: { readonly dispense: string; readonly verify: string; readonly prescriptionOnly: string };
}

export const MARKETS: { readonly [M in MarketCode]: MarketProfile } = {
  EU: {
    code: 'EU',
    name: 'European Union',
    // Directive 2011/62/EU and Regulation (EU) 2016/161 verify end to end; wholesalers scan on risk only (art. 20).
    custodyRequired: false,
    undoDays: 10, // (EU) 2016/161, art. 13(1)(b)
    reportDays: 1, // (EU) 2016/161, art. 24 and 30: immediately
    retentionYears: 5, // Directive 2001/83/EC, art. 80(f)
    nationalNumber: 'PZN, CIP, CN or Vnr',
    packIdentifiers: ['GTIN', 'SERIAL', 'LOT', 'EXPIRY'], // (EU) 2016/161, art. 4
    confidentialAge: 13, // GDPR, art. 8(1): no member state may set the age of an own consent lower
    recordAge: 16, // GDPR, art. 8(1), where a member state sets nothing else
    wording: { dispense: 'Supply', verify: 'Verify', prescriptionOnly: 'Subject to prescription' },
  },
  US: {
    code: 'US',
    name: 'United States',
    custodyRequired: true, // DSCSA, FD&C Act 582(g)(1): interoperable tracing at the package level
    undoDays: 10,
    reportDays: 1, // FD&C Act 582: within 24 hours, FDA form 3911
    retentionYears: 6, // FD&C Act 582(b)(1)(A)(v) and its twins
    nationalNumber: 'NDC',
    packIdentifiers: ['GTIN', 'SERIAL', 'LOT', 'EXPIRY'], // FD&C Act 581(14)
    confidentialAge: 12, // the lowest of the states that name an age, such as California Family Code 6924(b)
    recordAge: 18, // 45 CFR 164.502(g)(3): until then a parent is the personal representative
    wording: { dispense: 'Dispense', verify: 'Verify', prescriptionOnly: 'Rx only' },
  },
};

export function isMarketCode(text: string): text is MarketCode {
  return Object.hasOwn(MARKETS, text);
}
