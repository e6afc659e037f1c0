import './incident.events.js';

export { AlertsModule } from './alerts.module.js';
export { ClosingCodeEnum, IncidentType } from './alerts.graphql.js';
export { AlertsReader } from './alerts.reader.js';
export { AlertsService, type ClosingCode } from './alerts.service.js';
export { Incident } from './incident.entity.js';
