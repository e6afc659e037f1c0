/**
 * Which module of the API may import which: directly, and only its index.ts. A module that is missing here may
 * import none.
 *
 * Nobody imports identity, trace, notices, audit, ledger, epcis and fhir; only cases and notices import alerts, only
 * notices import cases: alerts, notices, audit and ledger react to what the others write into the outbox, trace, epcis
 * and fhir show it in another form.
 */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  parties: [],
  machines: ['parties'],
  identity: ['parties', 'machines'],
  thresholds: ['parties'],
  lots: ['parties'],
  custody: ['parties', 'lots'],
  verification: ['parties', 'thresholds', 'lots', 'custody'],
  prescriptions: ['parties', 'lots'],
  warnings: ['parties'],
  dispensing: ['parties', 'lots', 'custody', 'verification', 'prescriptions', 'warnings'],
  recalls: ['parties', 'lots', 'custody'],
  consents: ['parties'],
  records: ['parties', 'consents'],
  release: [],
  research: ['parties', 'records', 'consents'],
  trace: ['parties', 'lots', 'custody', 'verification', 'prescriptions', 'dispensing', 'recalls'],
  alerts: [
    'parties',
    'thresholds',
    'lots',
    'custody',
    'verification',
    'prescriptions',
    'dispensing',
    'recalls',
  ],
  cases: ['parties', 'thresholds', 'lots', 'alerts'],
  notices: ['parties', 'recalls', 'records', 'alerts', 'cases'],
  audit: ['parties'],
  ledger: ['parties', 'lots'],
  epcis: ['parties', 'lots', 'custody', 'verification', 'dispensing', 'recalls'],
  fhir: ['parties', 'prescriptions', 'dispensing', 'consents', 'records', 'audit'],
};

export const NOBODY_IMPORTS = ['identity', 'trace', 'notices', 'ledger', 'epcis', 'fhir'];
