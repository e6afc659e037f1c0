/**
 * What a person is trusted with at one site, beyond the site's roles. A recall needs two people, so proposing and
 * approving are duties of their own, and so are the regulator's orders about parties, reading who did what, saying
 * who works there, and answering for looks at patients' records: those of an emergency, and those a patient reports.
 */
export const DUTIES = [
  'recall.propose',
  'recall.approve',
  'party.order',
  'audit.read',
  'people.manage',
  'privacy.review',
] as const;

export type Duty = (typeof DUTIES)[number];
