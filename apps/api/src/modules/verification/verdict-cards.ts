import type { OffMarketState } from './unit-status.rules.js';
import type { Card, Light, LmsReason } from './verdict.js';

interface Words {
  readonly light: Light;
  readonly headline: string;
  readonly nextStep: string;
  /** Return codes of the EU's national systems, as their public client software lists them. */
  readonly nmvs?: string;
  readonly lms?: LmsReason;
  readonly lmsInfo?: Card['lmsInfo'];
  readonly alert?: true;
}

const QUARANTINE = 'Put the pack aside and tell the person in charge.';

const CARDS = {
  PACK_OK: { light: 'GREEN', headline: 'Pack OK', nextStep: 'It can be dispensed.', nmvs: 'NMVS_SUCCESS' },
  PACK_OK_STOCK: {
    light: 'GREEN',
    headline: 'Pack OK',
    nextStep: 'It can be handed on.',
    nmvs: 'NMVS_SUCCESS',
  },
  PACK_OK_RECEIVE: {
    light: 'GREEN',
    headline: 'Pack OK',
    nextStep: 'It belongs to you: take it in.',
    nmvs: 'NMVS_SUCCESS',
  },
  EXPIRES_SOON: {
    light: 'AMBER',
    headline: 'Check expiry',
    nextStep: 'Dispense it only if the treatment ends before the expiry.',
    nmvs: 'NMVS_SUCCESS',
  },
  OPENED_BOTTLE: {
    light: 'AMBER',
    headline: 'Opened here',
    nextStep: 'Say how much you dispense of it.',
    nmvs: 'NMVS_SUCCESS',
  },
  DISPENSED_HERE: {
    light: 'AMBER',
    headline: 'You already dispensed this',
    nextStep: 'If it was a slip, undo the dispense. If the pack came back from a patient, put it aside.',
    nmvs: 'NMVS_NC_PCK_22',
    lms: 'Not_for_re-distribution',
  },
  DISPENSED_HERE_REPEATED: {
    light: 'AMBER',
    headline: 'You already dispensed this',
    nextStep: 'It was read again and again: undo the dispense if it was a slip, else put the pack aside.',
    nmvs: 'NMVS_NC_PCK_22',
    lms: 'Not_for_re-distribution',
    alert: true,
  },
  DISPENSED_HERE_EARLIER: {
    light: 'AMBER',
    headline: 'You already dispensed this',
    nextStep:
      'That was days ago, so this is no double scan. Put the pack aside, and find out where it came from.',
    nmvs: 'NMVS_NC_PCK_22',
    lms: 'Not_for_re-distribution',
    alert: true,
  },
  HANDED_OUT_REFUSED: {
    light: 'RED',
    headline: 'Already handed out',
    nextStep:
      'The ledger refused this supply after the pack was handed out. Report it and call the regulator.',
    nmvs: 'NMVS_NC_PCK_22',
    lms: 'Not_for_re-distribution',
    alert: true,
  },
  DISPENSED_ELSEWHERE: {
    light: 'RED',
    headline: 'Do not dispense - already dispensed',
    nextStep: `Another place has dispensed a pack with this serial number. ${QUARANTINE}`,
    nmvs: 'NMVS_NC_PCK_22',
    lms: 'Not_for_re-distribution',
    alert: true,
  },
  RECALLED: {
    light: 'RED',
    headline: 'Do not dispense - recalled',
    nextStep: 'Put the pack with the recalled stock and send it back as the recall says.',
    nmvs: 'NMVS_FE_LOT_01',
    lms: 'Not_for_re-distribution',
    lmsInfo: 'Recalled',
  },
  WITHDRAWN: {
    light: 'RED',
    headline: 'Do not dispense - withdrawn',
    nextStep: 'This lot was withdrawn from the market. Send it back to its maker.',
    nmvs: 'NMVS_FE_LOT_08',
    lms: 'Not_for_re-distribution',
    lmsInfo: 'Recalled',
  },
  HELD: {
    light: 'RED',
    headline: 'Do not dispense - on hold',
    nextStep: 'Keep the pack. Its lot is being looked into and may be released again.',
    nmvs: 'NMVS_NC_PCK_01',
    lms: 'Manufacturer_policy',
  },
  UNIT_LOCKED: {
    light: 'RED',
    headline: 'Do not dispense - locked',
    nextStep:
      'This pack was locked by its holder. Keep it apart until the reason has gone and it is unlocked.',
    nmvs: 'NMVS_NC_PCK_01',
    lms: 'Not_for_re-distribution',
  },
  EXPIRED: {
    light: 'RED',
    headline: 'Do not dispense - expired',
    nextStep: 'Put the pack with the expired stock.',
    nmvs: 'NMVS_NC_PCK_02',
    lms: 'Not_for_re-distribution',
    lmsInfo: 'Expired',
  },
  PRODUCT_UNKNOWN: {
    light: 'GREY',
    headline: 'Not in the system',
    nextStep:
      'It may be a product that is not serialised, such as a device. If it should be here, call its maker.',
    nmvs: 'NMVS_NC_PC_01',
    lms: 'No_match_GTIN_Serial',
  },
  SERIAL_UNKNOWN: {
    light: 'RED',
    headline: 'Serial number not known',
    nextStep: 'Do not dispense. Read the code again by another way: camera, or typing what is printed.',
    nmvs: 'NMVS_NC_PC_02',
    lms: 'No_match_GTIN_Serial',
    alert: true,
  },
  LOT_UNKNOWN: {
    light: 'RED',
    headline: 'Batch not known',
    nextStep:
      'Do not dispense. Its maker has registered no such batch: read the code again, then put the pack aside.',
    nmvs: 'NMVS_FE_LOT_03',
    lms: 'No_match_GTIN_Serial',
    alert: true,
  },
  SERIAL_SCAN_FAULT: {
    light: 'AMBER',
    headline: 'Probable scan fault',
    nextStep: 'Check Caps Lock, keyboard layout and separator of your scanner, then read the code again.',
    nmvs: 'NMVS_NC_PC_02',
    lms: 'No_match_GTIN_Serial',
  },
  LOT_MISMATCH: {
    light: 'RED',
    headline: 'Batch does not match',
    nextStep: `Do not dispense: the batch is not the one that the maker registered. ${QUARANTINE}`,
    nmvs: 'NMVS_FE_LOT_13',
    lms: 'No_match_GTIN_Serial_Lot',
    alert: true,
  },
  LOT_SCAN_FAULT: {
    light: 'AMBER',
    headline: 'Probable scan fault',
    nextStep: 'Check Caps Lock and keyboard layout of your scanner, then read the code again.',
    nmvs: 'NMVS_FE_LOT_13',
    lms: 'No_match_GTIN_Serial_Lot',
  },
  EXPIRY_MISMATCH: {
    light: 'RED',
    headline: 'Expiry does not match',
    nextStep: `Do not dispense: the expiry is not the one that the maker registered. ${QUARANTINE}`,
    nmvs: 'NMVS_FE_LOT_12',
    lms: 'No_match_GTIN_Serial_Expiry',
    alert: true,
  },
  NOT_IN_CUSTODY: {
    light: 'RED',
    headline: 'Not delivered to you',
    nextStep: 'This pack was never shipped to you. Receive its delivery first, or claim it if you found it.',
    alert: true,
  },
  NOT_DELIVERED: {
    light: 'AMBER',
    headline: 'Not delivered to you',
    nextStep: 'Nobody recorded a delivery of this pack to you. It is claimed for you when you dispense it.',
    nmvs: 'NMVS_SUCCESS',
  },
  NOT_RECEIVED_YET: {
    light: 'AMBER',
    headline: 'Not received yet',
    nextStep: 'This pack is on its way to you. Receive the delivery, then scan it again.',
    nmvs: 'NMVS_SUCCESS',
  },
  DECOMMISSIONED: {
    light: 'RED',
    headline: 'Do not dispense',
    nextStep: `This pack was taken off the market. ${QUARANTINE}`,
    nmvs: 'NMVS_NC_PCK_22',
    lms: 'Not_for_re-distribution',
    alert: true,
  },
  MISSING_FOUND: {
    light: 'AMBER',
    headline: 'Was reported missing',
    nextStep: 'If this is the pack that you missed, put it back into stock.',
    nmvs: 'NMVS_NC_PCK_01',
    lms: 'Not_for_re-distribution',
  },
  SUSPECTED_FALSIFIED: {
    light: 'RED',
    headline: 'STOP - suspected falsified',
    nextStep:
      'Give it neither to the patient nor back to the supplier. Keep pack and box, and call the regulator.',
    nmvs: 'NMVS_FE_LOT_13',
    lms: 'No_match_GTIN_Serial_Lot_Expiry',
    lmsInfo: 'Suspect',
    alert: true,
  },
  SEIZED: {
    light: 'RED',
    headline: 'STOP - suspected falsified',
    nextStep: 'The regulator has seized this pack. Give it to nobody, and call the regulator.',
    nmvs: 'NMVS_NC_PCK_01',
    lms: 'Not_for_re-distribution',
    lmsInfo: 'Suspect',
    alert: true,
  },
  WRONG_CODE: {
    light: 'GREY',
    headline: 'Not the pack code',
    nextStep: 'Scan the square code with batch and expiry printed beside it.',
  },
  UNREADABLE: {
    light: 'GREY',
    headline: 'Cannot read this code',
    nextStep: 'Scan again, or type what is printed beside the code.',
  },
} as const satisfies Record<string, Words>;

/** How the headline of a pack that was taken off the market ends. */
export const OFF_MARKET_WORDS: Readonly<Record<OffMarketState, string>> = {
  MISSING: 'missing',
  EXPORTED: 'exported',
  DESTROYED: 'destroyed',
  SAMPLED: 'sample',
  FREE_SAMPLE: 'free sample',
  STOLEN: 'stolen',
};

export type CardCode = keyof typeof CARDS;

/** What a verdict says, by its code. */
export function card(code: CardCode): Card {
  const { light, headline, nextStep, nmvs, lms, lmsInfo, alert }: Words = CARDS[code];
  return {
    code,
    light,
    headline,
    nextStep,
    nmvsCode: nmvs ?? null,
    lmsReason: lms ?? null,
    lmsInfo: lmsInfo ?? null,
    raisesAlert: alert ?? false,
  };
}

export const CARD_CODES = Object.keys(CARDS) as CardCode[];
