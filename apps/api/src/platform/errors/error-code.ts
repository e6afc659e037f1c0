/**
 * Every code that a caller can meet, with its HTTP status. GraphQL answers carry the code in `extensions.code`.
 * A module adds its codes under its own heading, each with a line that says when it happens.
 */
export const ERROR_STATUS = {
  // platform
  /** The input is malformed; the message names the field. */
  BAD_INPUT: 400,
  /** The operation needs a signed-in user. */
  UNAUTHENTICATED: 401,
  /** The signed-in user may not do this here. */
  FORBIDDEN: 403,
  /** The request did not come from our own pages (missing or wrong CSRF token or origin). */
  CSRF: 403,
  /** In production, GraphQL answers the operations of the portal and no others. */
  OPERATION_UNKNOWN: 400,
  /** There is no such thing, or it is not yours to see. */
  NOT_FOUND: 404,
  /** The idempotency key was used before with other input. */
  IDEMPOTENCY_KEY_REUSED: 409,
  /** Someone changed the same thing at the same moment; try again. */
  BUSY: 409,
  /** Too many requests, or too much at once; `details.retryAfterSeconds` says when to come back, where it is known. */
  TOO_MANY: 429,
  /** Too much of this party waits for the ledger; `details.retryAfterSeconds` says when to come back. */
  QUEUE_FULL: 503,
  /** A fault of ours. The message carries a reference for the operator's log and nothing else. */
  INTERNAL: 500,
  /** This node does not hold the key that would have to sign; `details.signer` names it. */
  KEY_NOT_HELD: 409,
  /** A part that this needs (database, ledger) cannot be reached. */
  UNAVAILABLE: 503,

  // parties
  /** The email or the password is wrong; which of them is not said. */
  SIGN_IN_FAILED: 401,
  /** The PIN is wrong; `details.attemptsLeft` says how many tries remain before the password is needed. */
  PIN_WRONG: 401,
  /** This operator has to sign in with the password on this terminal again. */
  PASSWORD_NEEDED: 401,
  /** The password is right; `confirmSignIn` has to follow with a code. */
  SECOND_STEP_NEEDED: 401,
  /** The code of the authenticator app, or the recovery code, is wrong, was used before, or is too old. */
  CODE_WRONG: 401,
  /** The second step came too late, or to another browser: begin again with the password. */
  SECOND_STEP_OVER: 401,
  /** Codes of an authenticator app are set up already. */
  SECOND_FACTOR_EXISTS: 409,
  /** The passkey is not known here, was made for another site, or answered to something else. */
  PASSKEY_REFUSED: 401,
  /** It is the only way into the account. */
  LAST_FACTOR: 409,
  /** The operation needs the password, a code or a passkey of the last minutes: `stepUp` and repeat. */
  STEP_UP_NEEDED: 403,
  SECOND_FACTOR_NEEDED: 403,
  /** The password does not do where a code or a passkey is set up: `stepUp` with one of them. */
  STRONGER_FACTOR_NEEDED: 401,
  /** The user has no membership that can be worked with. */
  NO_SITE: 403,
  /** The account is nobody's who keeps a record here: people at work sign in at their own page. */
  NO_RECORD: 403,
  /** The PIN or the password does not meet the rules; the message says which. */
  WEAK_SECRET: 400,
  /** The invitation was used, taken back, or is too old. */
  INVITATION_OVER: 410,
  /** Somebody with this email works at the site already. */
  ALREADY_MEMBER: 409,
  /** One's own place and duties are for another person to change. */
  OWN_MEMBERSHIP: 409,
  /** The machine has two valid keys already: revoke one first. */
  MACHINE_KEYS_FULL: 409,
  /** The public key cannot be used: it is none, too weak, of another kind, or private. */
  PUBLIC_KEY_INVALID: 400,
  /** Another account has this email. */
  EMAIL_TAKEN: 409,
  /** The site of the signed-in user is not admitted yet, or is suspended: it changes nothing. */
  PARTY_NOT_ACTIVE: 403,
  /** A party with this GLN exists. */
  PARTY_EXISTS: 409,
  /** The order does not fit the party's status, such as suspending a suspended one. */
  PARTY_STATUS: 409,
  /** The same is proposed already and waits for a second person. */
  PROPOSAL_EXISTS: 409,
  /** The proposal is approved, refused, taken back or too old, or the node's keys changed since. */
  PROPOSAL_SETTLED: 409,
  /** The person who proposed an order about a party cannot approve it. */
  PROPOSAL_SAME_PERSON: 409,

  // lots
  /** A product with this GTIN is registered. */
  PRODUCT_EXISTS: 409,
  /** The lot is registered with another expiry. */
  LOT_EXPIRY_DIFFERS: 409,
  /** The lot number has characters that a GS1 code cannot hold, or is too long. */
  LOT_NUMBER: 400,
  /** The expiry date is over, or too far away to be one. */
  EXPIRY_DATE: 400,
  /** A run has no units, or more than one run can hold; `details.most` says how many. */
  UNIT_COUNT: 400,
  /** The list of serials could not be registered: see `details.runId` and the run's failure. */
  SERIALS_REJECTED: 422,
  /** The file is larger than an upload may be; `details.mostBytes` says how large. */
  FILE_TOO_LARGE: 413,
  /** The run's serials are still being taken in, or were refused. */
  RUN_NOT_READY: 409,
  /** The lot is recalled or withdrawn: its record is closed. */
  LOT_CLOSED: 409,
  /** Someone corrected the lot since you looked. */
  LOT_VERSION: 409,

  // prescriptions
  /** The prescription cannot be issued as asked; the message says which line and why. */
  PRESCRIPTION_INVALID: 400,
  /** The code opens no prescription: it is damaged, forged, or of another one. */
  PRESCRIPTION_TOKEN_WRONG: 403,
  /** The prescription is cancelled. */
  PRESCRIPTION_CANCELLED: 409,
  /** Nothing of the prescription is open any more. */
  PRESCRIPTION_DONE: 409,

  // records
  /** Another device changed what opens the record, or the record of this account is another one: load it and try again. */
  KEYBAG_OLDER: 409,
  /** The patient's code opens nothing: it is mistyped, was used, or is older than five minutes. */
  RECORD_CODE_WRONG: 403,
  /** The reader asked this patient as often as is allowed in a day. */
  ASKED_TOO_OFTEN: 429,
  /** The request was answered, or was taken back. */
  REQUEST_ANSWERED: 409,
  /** The patient has refused this reader that part before, and is not asked again. */
  NOT_SHARED: 403,
  /** The patient reported this look to the same people before. */
  REPORTED_ALREADY: 409,
  /** The consent is not signed by the key that it names, or does not belong to what was asked. */
  CONSENT_INVALID: 400,
  /** The patient opted in to no emergency summary: nothing can be opened without asking. */
  NO_EMERGENCY_SUMMARY: 409,
  /** Whoever opened a record in an emergency does not review it. */
  OWN_EMERGENCY: 403,
  /** The emergency was reviewed already. */
  EMERGENCY_REVIEWED: 409,
  /** A part of a record's file has another length than it must have, or other bytes than the one that is here already. */
  FILE_PART_WRONG: 409,
  /** Parts of a record's file are still to come. */
  FILE_INCOMPLETE: 409,
  /** The site has put as many files into records as it may. */
  FILES_FULL: 409,
  /** A patient has brought as many files into the own record as the node keeps. */
  OWN_FILES_FULL: 409,

  // alerts
  /** The incident is closed; what happens now opens another. */
  INCIDENT_CLOSED: 409,
  /** The incident has an open case, which is closed instead. */
  CASE_OPEN: 409,
  /** Of several incidents some stand in the way, so none was changed; the details name them. */
  INCIDENTS_UNCHANGED: 409,
  /** Incidents that are closed together are of one rule. */
  INCIDENT_OF_ANOTHER_RULE: 409,
  /** A closing is taken back by who closed, soon, and not after it happened again. */
  INCIDENT_NOT_REOPENED: 409,

  // cases
  /** The case is closed; what happens now opens another. */
  CASE_CLOSED: 409,
  /** Nobody takes part in the case on the side that was to be asked. */
  NOBODY_TO_ASK: 409,
  /** The file is neither a JPEG nor a PNG, or is broken. */
  NOT_A_PHOTO: 415,

  // notices
  /** The address of a webhook is none, or lies inside of a network that this server does not send into. */
  WEBHOOK_ADDRESS: 400,
  /** The site has as many webhooks as a site may have; `details.most` says how many. */
  TOO_MANY_WEBHOOKS: 409,
  /** This is no address at a push service that this server sends to, or it sends none. */
  PUSH_ADDRESS: 400,

  // custody
  /** The units do not exist, or some of them are not yours: the message says which. */
  NOT_HOLDER: 409,
  /** The units are on their way to someone. */
  UNITS_IN_TRANSIT: 409,
  /** The units are not on their way: received, refused or taken back already. */
  NOT_IN_TRANSIT: 409,
  /** The units were received before. */
  ALREADY_RECEIVED: 409,
  /** The units are in your custody already. */
  ALREADY_HOLDER: 409,
  /** The units were not shipped to you. */
  NOT_SHIPPED_TO_YOU: 409,
  /** A unit in the range was dispensed, locked or taken off the market; `details.index` says which. */
  UNITS_NOT_ACTIVE: 409,
  /** An operation on one of the units is under way; `details.index` says which. */
  UNIT_BUSY: 409,
  /** The lot is recalled: it moves to its maker or a disposer only. */
  LOT_RECALLED: 409,
  /** The lot is withdrawn from the market: it moves to its maker or a disposer only. */
  LOT_WITHDRAWN: 409,
  /** The lot is on hold: it moves to its maker or a disposer only. */
  LOT_HELD: 409,
  /** The lot is expired: it moves to its maker or a disposer only. */
  LOT_EXPIRED: 409,
  /** The receiver is not admitted or is suspended. */
  RECEIVER_NOT_ACTIVE: 409,
  /** The receiver's roles do not let it hold stock, or it is your own site. */
  RECEIVER_NOT_ALLOWED: 409,
  /** Goods go back to who sent them, to their maker or to a disposer. */
  RETURN_ADDRESS: 409,
  /** A serial of the shipment is not the one that the maker registered: do not receive. */
  SERIALS_NOT_PROVEN: 409,
  /** The lot was registered by someone who is not the product's maker: do not receive. */
  NOT_THE_MAKER: 409,
  /** A unit is in another container; `details.sscc` says in which. */
  ALREADY_PACKED: 409,
  /** A container with this SSCC exists. */
  CONTAINER_EXISTS: 409,

  // recalls
  /** The lot number that confirms a recall was not typed exactly. */
  RECALL_NOT_CONFIRMED: 400,
  /** The lot or range is recalled, or a recall of it is under way. */
  RECALL_EXISTS: 409,
  /** More ranges of one run than the ledger keeps. */
  RECALL_TOO_MANY_RANGES: 400,
  /** The recall is no longer waiting for its approval: it is approved, refused or taken back. */
  RECALL_SETTLED: 409,
  /** The person who proposed a recall cannot approve it. */
  RECALL_SAME_PERSON: 409,
  /** You hold the lot already, or have no hold to lift. */
  LOT_HOLD_UNCHANGED: 409,
  /** No run of the lot is registered. */
  LOT_WITHOUT_UNITS: 409,
  /** The units do not allow it: they are not yours, in transit, of a lot not in order, or no longer stock. */
  DECOMMISSION_REFUSED: 409,

  // dispensing
  /** The scan is not a pack code. */
  SCAN_UNREADABLE: 400,
  /** No product is registered under the GTIN of the scan. */
  PRODUCT_UNKNOWN: 409,
  /** The maker never registered this serial number. */
  SERIAL_UNKNOWN: 409,
  /** Lot or expiry of the scan are not what the maker registered for the serial number. */
  RECORD_MISMATCH: 409,
  /** The same pack is in the basket twice. */
  PACK_TWICE: 400,
  /** The pack was dispensed already. */
  ALREADY_SUPPLIED: 409,
  /** The pack is locked by its holder or by the regulator. */
  UNIT_LOCKED: 409,
  /** The pack is reported missing. */
  UNIT_MISSING: 409,
  /** The pack was exported, destroyed, given as a sample or stolen. */
  UNIT_DECOMMISSIONED: 409,
  /** The medicine needs a prescription, and none is the basis of the supply. */
  PRESCRIPTION_NEEDED: 409,
  /** The pack may be supplied only with a reason, such as when it expires soon. */
  OVERRIDE_NEEDED: 409,
  /** The pack holds another substance than prescribed. */
  PACK_OTHER_SUBSTANCE: 409,
  /** The pack has another strength than prescribed. */
  PACK_OTHER_STRENGTH: 409,
  /** The pack is counted in another unit than the prescription. */
  PACK_OTHER_UNIT: 409,
  /** The prescriber allows no other product or form. */
  SUBSTITUTION_NOT_ALLOWED: 409,
  /** A permitted substitution needs a reason. */
  SUBSTITUTION_REASON_MISSING: 400,
  /** A quantity is a whole number of base units from 1 up. */
  QUANTITY_INVALID: 400,
  /** The pack holds less than is to be taken from it. */
  QUANTITY_EXCEEDS_PACK: 409,
  /** The prescription allows less than is to be given. */
  QUANTITY_EXCEEDS_PRESCRIBED: 409,
  /** More is to be owed than the prescription still allows. */
  OWED_EXCEEDS_REMAINING: 409,
  /** A supply on an e-prescription names the item that each pack fills; on another basis there is none. */
  ITEM_MISSING: 400,
  /** The item is no longer valid. */
  ITEM_EXPIRED: 409,
  /** The item is not valid yet. */
  ITEM_NOT_YET_VALID: 409,
  /** The ledger refused to issue the item. */
  ITEM_NOT_ON_LEDGER: 409,
  /** The patient's signature for an item is missing. */
  VOUCHER_MISSING: 400,
  /** The signature is not of the item's key, or not for this pharmacy. */
  VOUCHER_INVALID: 403,
  /** The signature has run out. */
  VOUCHER_EXPIRED: 409,
  /** The signature was used before, or covers less than is given. */
  VOUCHER_SPENT: 409,
  /** The time of the event cannot be. */
  EVENT_TIME: 400,
  /** The supply is undone already. */
  ALREADY_UNDONE: 409,
  /** There is nothing to undo: the supply was refused. */
  NOT_UNDOABLE: 409,
  /** The days in which a supply can be undone are over. */
  UNDO_WINDOW_OVER: 409,
  /** The owed balance is settled. */
  OWED_SETTLED: 409,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;
