import type { Duty } from './duties.js';
import { SITE_ROLES, type Role } from './roles.js';

const ANY = SITE_ROLES;
const HOLDERS = ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER'] as const;
const SHIPPERS = HOLDERS;
const MAKER = ['MANUFACTURER'] as const;
const PHARMACY = ['PHARMACY'] as const;
const PRESCRIBER = ['PRESCRIBER'] as const;
const REGULATOR = ['REGULATOR'] as const;
const CARE = ['PHARMACY', 'PRESCRIBER'] as const;
const PATIENT = ['PATIENT'] as const;

/** The roles of which a site, or a patient, needs one to have the permission. This table is the whole policy. */
export const GRANTED_TO = {
  'site.read': ANY,
  'party.read': REGULATOR,
  'party.admit': REGULATOR,
  'party.suspend': REGULATOR,
  'party.reinstate': REGULATOR,
  'party.approve': REGULATOR,
  'ledger.read': ANY,
  'operation.read': ANY,
  'audit.read': ANY,
  'people.read': ANY,
  'people.manage': ANY,
  'notice.read': ANY,
  'notice.choose': ANY,
  'webhook.read': ANY,
  'webhook.manage': ANY,
  'machine.read': ANY,
  'machine.manage': ANY,

  'product.read': ANY,
  'product.register': MAKER,
  'lot.read': ANY,
  'lot.register': MAKER,
  'lot.amend': MAKER,
  'lot.hold': ['MANUFACTURER', 'REGULATOR'],
  'lot.release': ['MANUFACTURER', 'REGULATOR'],

  'holding.read': HOLDERS,
  'shipment.read': HOLDERS,
  'container.read': HOLDERS,
  'container.pack': SHIPPERS,
  'custody.ship': SHIPPERS,
  'custody.receive': HOLDERS,
  'custody.reject': HOLDERS,
  'custody.return': HOLDERS,
  'custody.recall-shipment': SHIPPERS,
  'custody.claim': HOLDERS,
  'custody.report-missing': HOLDERS,

  'unit.verify': ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER', 'REGULATOR'],
  'unit.trace': ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER', 'REGULATOR'],
  'unit.decommission': HOLDERS,
  'unit.lock': ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER', 'REGULATOR'],
  'scan.answer': HOLDERS,
  'scan.read': ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER', 'REGULATOR'],

  'prescription.read': PRESCRIBER,
  'prescription.issue': PRESCRIBER,
  'prescription.cancel': PRESCRIBER,
  'prescription.open': PHARMACY,

  'dispensing.read': PHARMACY,
  'dispensing.dispense': PHARMACY,
  'dispensing.undo': PHARMACY,
  'dispensing.report': PHARMACY,
  'dispensing.correct': PHARMACY,
  'dispensing.not-dispensed': PHARMACY,
  'dispensing.settle-owed': PHARMACY,

  'alert.read': ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'REGULATOR'],
  'alert.take': REGULATOR,
  'incident.close': REGULATOR,
  'case.read': ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'REGULATOR'],
  'case.open': ['PHARMACY', 'REGULATOR'],
  'case.answer': ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'REGULATOR'],
  'case.handle': REGULATOR,
  'rule.read': REGULATOR,
  'rule.tune': REGULATOR,
  'evidence.read': REGULATOR,
  'evidence.make': REGULATOR,

  'recall.read': ['MANUFACTURER', 'DISTRIBUTOR', 'PHARMACY', 'DISPOSER', 'REGULATOR'],
  'recall.propose': ['MANUFACTURER', 'REGULATOR'],
  'recall.approve': ['MANUFACTURER', 'REGULATOR'],
  'recall.acknowledge': ['DISTRIBUTOR', 'PHARMACY'],

  'record.own': PATIENT,
  'record.check-pack': PATIENT,
  'record.pair': CARE,
  'record.ask': CARE,
  'record.read': CARE,
  'record.write': CARE,
  'record.copy': CARE,
  'record.break-glass': PRESCRIBER,
  'emergency.read': PRESCRIBER,
  'emergency.review': PRESCRIBER,
  'report.read': ['PHARMACY', 'PRESCRIBER', 'REGULATOR'],
  'report.answer': ['PHARMACY', 'PRESCRIBER', 'REGULATOR'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof GRANTED_TO;

export const PERMISSIONS = Object.keys(GRANTED_TO) as Permission[];

/** Permissions that a person needs a duty for, besides the site's role. */
export const NEEDS_DUTY: { readonly [P in Permission]?: Duty } = {
  'recall.propose': 'recall.propose',
  'recall.approve': 'recall.approve',
  'party.admit': 'party.order',
  'party.suspend': 'party.order',
  'party.reinstate': 'party.order',
  'party.approve': 'party.order',
  'audit.read': 'audit.read',
  'people.read': 'people.manage',
  'people.manage': 'people.manage',
  'webhook.read': 'people.manage',
  'webhook.manage': 'people.manage',
  'machine.read': 'people.manage',
  'machine.manage': 'people.manage',
  'emergency.read': 'privacy.review',
  'emergency.review': 'privacy.review',
  'report.read': 'privacy.review',
  'report.answer': 'privacy.review',
};

/** Permissions that change nothing: all that is left to the people of a suspended party. */
export function isReadOnly(permission: Permission): boolean {
  return permission.endsWith('.read') || permission === 'unit.verify' || permission === 'unit.trace';
}

/**
 * Whether software may be let do it: not what one person is trusted with by name, not what somebody wants to be told, and
 * not what happens between a patient and the person who cares for them.
 */
export function isForMachines(permission: Permission): boolean {
  return NEEDS_DUTY[permission] === undefined && !/^(record|notice)\./.test(permission);
}
