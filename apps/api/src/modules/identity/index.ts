export { DEMO_PASSWORD } from './demo.js';
export { IdentityModule } from './identity.module.js';
export { PatientAccountService, type NewPatient } from './patient-account.service.js';
export { PeopleService, type NewPerson } from './people.service.js';
