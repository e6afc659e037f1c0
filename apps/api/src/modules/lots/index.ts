import './lot.events.js';

export { localDay } from './local-day.js';
export { Lot } from './lot.entity.js';
export { lotStatus, type LotStanding, type LotStatus } from './lot-status.rules.js';
export { LotStatusEnum, LotType, ProductType, RunType } from './lots.graphql.js';
export { LotsModule } from './lots.module.js';
export { LotsQueries } from './lots.queries.js';
export { LotsService, type NewProduct, type NewRun } from './lots.service.js';
export { PackFinder, type FoundPack } from './pack-finder.js';
export { labelElements, type PackLabel } from './pack-label.js';
export { Product } from './product.entity.js';
export { RegistrationService } from './registration.service.js';
export { Run } from './run.entity.js';
export { SerialProofs } from './serial-proofs.js';
export { SerialStore, type SerialPlace } from './serial-store.js';
export { gs1128, svgPath } from './barcode.js';
export { drawSymbol } from './label-sheet.js';
