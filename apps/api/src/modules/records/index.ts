export { AccessRequestsService } from './access-requests.service.js';
export { PairingService } from './pairing.service.js';
export { PatientRecordsService } from './patient-records.service.js';
export { RecordOwners } from './record-owners.js';
export { RecordsModule } from './records.module.js';
export { ToldCarersService } from './told-carers.service.js';
export { WritersService } from './writers.service.js';
