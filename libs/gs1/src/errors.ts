/**
 * What can be wrong with a code. The code of an error is stable and may be used as a translation key;
 * the English message may be reworded.
 */
const messages = {
  EMPTY: 'There is no data. Scan the code again.',
  TOO_LONG: 'The data is longer than any symbol can hold. Scan one code at a time.',
  NO_SUCH_AI: 'The data does not continue with a GS1 application identifier.',
  AI_EMPTY: 'The value is empty.',
  AI_TOO_SHORT: 'The value is too short.',
  AI_TOO_LONG: 'The value is too long, or a separator is missing after it.',
  AI_DUPLICATE: 'The application identifier appears twice.',
  TOO_MANY_AIS: 'There are more application identifiers than a code may hold.',
  BRACKETS: 'Write each application identifier in brackets, with its value after it: (01)…(21)….',
  NOT_NUMERIC: 'Only digits are allowed here.',
  BAD_CHARACTER: 'This character is not allowed here.',
  CHECK_DIGIT: 'The check digit is wrong. Scan again, or compare each digit with the pack.',
  CHECK_CHARACTERS: 'The check characters are wrong. Scan again, or compare each character with the label.',
  COMPANY_PREFIX: 'This does not start with a GS1 company prefix.',
  DATE: 'This is not a date.',
  TIME: 'This is not a time of day.',
  COUNTRY: 'This is not an ISO 3166 country code.',
  CURRENCY: 'This is not an ISO 4217 currency code.',
  SEX_CODE: 'This is not an ISO 5218 code.',
  LATITUDE: 'This is not a latitude.',
  LONGITUDE: 'This is not a longitude.',
  PERCENT_ENCODING: 'A percent sign must be followed by two hexadecimal digits.',
  IBAN: 'This is not a valid IBAN.',
  PIECE_OF_TOTAL: 'The piece number and the total do not fit together.',
  POSITION_IN_SEQUENCE: 'Write the position and the total as n/m, with n not above m.',
  ZERO_NOT_ALLOWED: 'The value may not be zero.',
  ZERO_REQUIRED: 'This digit must be zero.',
  LEADING_ZERO: 'The value may not start with zero.',
  YES_OR_NO: 'This digit must be 0 or 1.',
  WINDING: 'The winding direction must be 0, 1 or 9.',
  HYPHEN: 'Only a hyphen may stand here.',
  IMPORTER_INDEX: 'This is not an importer index.',
  MEDIA_TYPE: 'This is not a GS1 media type.',
  PACKAGE_TYPE: 'This is not a package type code.',
  NEEDS_NON_DIGIT: 'The value must hold a character that is not a digit.',
  COUPON: 'This is not a valid coupon code.',
  NO_SYMBOLOGY: 'The scanner did not say what kind of code it read. Turn on AIM identifiers.',
  UNKNOWN_SYMBOLOGY: 'This kind of code is not used on medicine packs. Scan the square code.',
  SHOP_CODE: 'That is the shop code. Scan the square code instead.',
  PLAIN_CODE:
    'This code holds no GS1 data. Scan the square code with the batch and expiry printed beside it.',
  LOGISTIC_CODE: 'That is the label of a carton or pallet, not of a pack.',
  PRIMARY_LENGTH: 'The shop code has the wrong number of digits.',
  URI_CHARACTER: 'The link holds a character that a URI may not hold.',
  URI_SCHEME: 'A Digital Link starts with https:// or http://.',
  URI_DOMAIN: 'The link has no valid domain.',
  URI_NO_KEY: 'The link holds no GS1 key.',
  URI_ESCAPE: 'The link holds a broken percent escape.',
  URI_KEY_ORDER: 'The path of the link is not a valid sequence of key and qualifiers.',
  URI_ATTRIBUTE: 'This application identifier may not stand in the query of a link.',
  URI_SHOULD_BE_IN_PATH: 'This application identifier belongs in the path of the link.',
  URI_STEM: 'The link must be built on an https or http address without query or fragment.',
  CONFLICTING_VALUES: 'The same application identifier appears with two values.',
  EPC_URI: 'This is not an EPC URI.',
  EPC_LENGTH: 'The parts of the EPC URI have the wrong length.',
  EPC_CHARACTER: 'The EPC URI holds a character or an escape that is not allowed.',
  EPC_NO_PREFIX_LENGTH: 'The length of the company prefix is not known. Give it, or load a prefix table.',
  EPC_NOT_POSSIBLE: 'This cannot be written as an EPC URI.',
  GTIN_LENGTH: 'A GTIN has 8, 12, 13 or 14 digits.',
  GLN_LENGTH: 'A GLN has 13 digits.',
  SSCC_LENGTH: 'An SSCC has 18 digits.',
  SERIAL: 'A serial number has 1 to 20 characters of the GS1 character set.',
  LOT: 'A batch number has 1 to 20 characters of the GS1 character set.',
  SGTIN: 'Give a GTIN and a serial number.',
  LGTIN: 'Give a GTIN and a batch number.',
  NDC: 'This is not a National Drug Code of 10 digits.',
  NTIN: 'This is not a national number of a known country.',
  PPN: 'This is not a Pharmacy Product Number.',
  ISO_15434: 'This is not an ISO 15434 message of format 05 or 06.',
  PACK_GTIN_MISSING: 'The product code (GTIN) is missing. Scan the square code on the pack.',
  PACK_SERIAL_MISSING: 'The serial number is missing. Scan the square code on the pack.',
  PACK_LOT_MISSING: 'The batch number is missing. Scan the square code on the pack.',
  PACK_EXPIRY_MISSING: 'The expiry date is missing. Scan the square code on the pack.',
  SEPARATOR_LOST:
    'The scanner drops the separator between the fields. Turn on the separator (GS, FNC1) in your scanner.',
  CASE_INVERTED: 'Upper and lower case are swapped. Turn off Caps Lock, then scan again.',
  REQUIRED_AI_MISSING: 'Another application identifier must be present.',
  EXCLUDED_AI_PRESENT: 'Two application identifiers exclude each other.',
} as const;

/** A stable error code of this package. */
export type Gs1ErrorCode = keyof typeof messages;

/** What was wrong with a code: which AI, where in the input (a character index), and why. */
export interface Gs1Fault {
  readonly code: Gs1ErrorCode;
  readonly message: string;
  readonly ai?: string;
  readonly at?: number;
}

/** The English text of an error code. */
export function messageOf(code: Gs1ErrorCode): string {
  return messages[code];
}

/** Builds a fault; the AI is named in the message. */
export function fault(code: Gs1ErrorCode, ai?: string, at?: number): Gs1Fault {
  const message = ai === undefined ? messages[code] : `(${ai}) ${messages[code]}`;
  return { code, message, ...(ai === undefined ? {} : { ai }), ...(at === undefined ? {} : { at }) };
}

/** Thrown by the functions that return a branded identifier; parsers of whole codes return faults instead. */
export class Gs1Error extends Error {
  override readonly name = 'Gs1Error';
  readonly code: Gs1ErrorCode;
  readonly at: number | undefined;

  constructor(code: Gs1ErrorCode, at?: number) {
    super(messages[code]);
    this.code = code;
    this.at = at;
  }
}
