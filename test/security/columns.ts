/**
 * Columns of text and JSON, as 'table: column column'. What is sealed is bytes and not here; so are hashes.
 * These hold words that this code chooses, and numbers, keys and signatures that it checks letter by letter.
 */
const CHOSEN = `
  ledger.event: name args
  ledger.party: gln status endpoint
  ledger.prescription_item: state
  ledger.segment: state
  access_report: outcome
  access_request: purpose categories status
  alert: rule severity title sentence status occurrence finding
  app_user: locale password_hash pin_hash
  audit_entry: system action subject_type subject_id
  case_entry: kind side addressed
  case_file: status asked
  case_photo: type
  container: sscc kind parent_sscc
  container_range: sscc
  dispense_line: portion status irregular_reason refusal
  dispensing: basis
  domain_event: type payload
  domain_event_delivery: handler
  emergency_access: reason outcome
  idempotency_key: key action answer
  incident: cause title status score_reason closing_code rule gravest
  invitation: duties
  ledger_contract: name
  ledger_transaction: kind status
  machine: scopes
  machine_key: shown public_key alg
  mail_choice: topics
  membership: duties
  migration: name
  not_dispensed: reason
  notice: kind
  notice_delivery: topic type number state failure
  observed: what gtin channel
  operation: kind call signer status reason
  operator_rotation: phase
  owed_balance: voucher
  party: roles
  party_proposal: kind status gln
  passkey: transports
  passkey_challenge: purpose
  product: gtin
  reader_key: kem_key sign_key
  recall: kind class status refusal
  record_epoch: category
  record_file: id entry_id category
  record_file_part: file_id
  record_mandate: categories
  record_refusal: category
  rule_threshold: name scope
  hotline: scope
  rule_change: name scope
  run: status failure
  scan_answer: answer
  scan_record: verdict light mode channel layout raw_hash gtin scan_fault
  shipment: number kind
  shipment_line: sscc settle_kind nesting
  site: gln roles market time_zone country
  warning_tally: kind
  webhook: topics
`;

/** Columns into which somebody's own words come, and the words of docs/security.md that say so. */
export const IN_CLEAR: Readonly<Record<string, string>> = {
  'names and e-mail addresses of the people who work at sites': 'app_user: name email, invitation: email',
  'the number by which a clinic knows a patient': 'record_pairing: own_number, chart_copy: own_number',
  'with what a case was closed': 'incident: closing_note, evidence_bundle: text',
  'with which words a scan’s card was left': 'scan_answer: note',
  'names and places of organisations and sites': 'organisation: name, site: name region city address',
  'what products are and are called':
    'product: ndc name substance substances strength form base_unit schedule',
  'lot numbers and serials, also as they were scanned':
    'lot: number, alert: lot_number serial evidence, dispense_line: serial, observed: serial lot, scan_record: serial lot, serial_lookup: first_serial serials, serial_page: serials',
  'references and remarks of shipments': 'shipment: reference note',
  'why a lot is corrected, held, released or recalled':
    'lot_amendment: reason, lot_hold: reason release_note, recall: text retract_reason',
  'reasons of orders about parties and thresholds, and what is proposed':
    'party_proposal: wish reason decision_reason, rule_threshold: reason, rule_change: reason, audit_entry: details',
  'telephone numbers of authorities': 'hotline: number, rule_change: value_before value_after',
  'what people call passkeys and ledger ids': 'passkey: name, party: purpose',
  'addresses of webhooks': 'webhook: url',
  'from which browser and address somebody signed in': 'session: device address, sign_in_failure: address',
  'what a patient’s device signs and seals':
    'record_epoch: wrap, record_emergency: opening, record_grant: opening wraps, record_mandate: mandate handed, patient_record: childhood',
};

/** Each as schema.table.column. */
export function reviewedColumns(): string[] {
  return [CHOSEN.trim().split('\n'), ...Object.values(IN_CLEAR).map((lines) => lines.split(', '))]
    .flat()
    .flatMap((line) => {
      const [table = '', columns = ''] = line.trim().split(': ');
      const named = table.includes('.') ? table : `public.${table}`;
      return columns.split(' ').map((column) => `${named}.${column}`);
    });
}
