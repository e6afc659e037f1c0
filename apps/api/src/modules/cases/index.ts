import './case.events.js';

export { CasesModule } from './cases.module.js';
