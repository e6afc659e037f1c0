export { RecordsModule } from './records.module.js';
export { PatientRecordsService } from './patient-records.service.js';
