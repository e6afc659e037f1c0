import './recall.events.js';

export { DecommissionService, type AskedDecommission } from './decommission.service.js';
export { LotOrdersService, type LotOrder } from './lot-orders.service.js';
export { Recall } from './recall.entity.js';
export { RecallsModule } from './recalls.module.js';
export { RecallsReader } from './recalls.reader.js';
export { RecallsService, type ProposedRecall, type RecallOrder } from './recalls.service.js';
