export { ThresholdsModule } from './thresholds.module.js';
export { ThresholdsService } from './thresholds.service.js';
export { STANDARD, type OwnRepeats, type Place, type Thresholds } from './thresholds.js';
