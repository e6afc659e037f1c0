export { InteractionsReader } from './interactions.reader.js';
export type { AnsweredWarning, OverriddenWarning } from './warning.js';
export { overriddenRefusal } from './warning.rules.js';
export { WarningTally } from './warning-tally.js';
export { OverriddenWarningInput, OverriddenWarningType } from './warnings.graphql.js';
export { WarningsModule } from './warnings.module.js';
