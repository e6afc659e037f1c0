import './dispensing.events.js';

export { CorrectService, type AskedCorrection } from './correct.service.js';
export { DispenseLine } from './dispense-line.entity.js';
export { DispenseService } from './dispense.service.js';
export type { AskedDispense } from './visit.rules.js';
export { Dispensing } from './dispensing.entity.js';
export { DispensingType } from './dispensing.graphql.js';
export { DispensingModule } from './dispensing.module.js';
export { DispensingReader } from './dispensing.reader.js';
export { NotDispensedService, type AskedNotDispensed } from './not-dispensed.service.js';
export { OwedService, type AskedSettlement } from './owed.service.js';
export { ReportService, type AskedReport } from './report.service.js';
export { UndoService, type AskedUndo } from './undo.service.js';
