/** What is open to somebody who has yet to show a second factor: setting one up, and showing it. */
export const BEFORE_SECOND_FACTOR: ReadonlySet<string> = new Set([
  'query myFactors',
  'mutation stepUp',
  'mutation beginTotp',
  'mutation confirmTotp',
  'mutation passkeyStepUpOptions',
  'mutation beginPasskey',
  'mutation addPasskey',
]);
