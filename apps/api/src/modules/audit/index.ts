export { AnchoringJob } from './anchoring.job.js';
export { AuditModule } from './audit.module.js';
export { ChainingJob } from './chaining.job.js';
export { ErasureService } from './erasure.service.js';
