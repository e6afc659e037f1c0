import './custody.events.js';

export { ContainerType, ShipmentType, UnitRangeType } from './custody.graphql.js';
export type { Container } from './container.entity.js';
export { ContainersQueries } from './containers.queries.js';
export { ContainersStore } from './containers.store.js';
export { CustodyModule } from './custody.module.js';
export { CustodyReader, type RunFacts } from './custody.reader.js';
export { standingOf, type Standing } from './custody.rules.js';
export { ExceptionsService } from './exceptions.service.js';
export type { LotState } from './movement.rules.js';
export { PackingService } from './packing.service.js';
export { ReceivingService } from './receiving.service.js';
export {
  effectiveSegments,
  within,
  type PendingCall,
  type Segment,
  type SegmentState,
  type UnitRange,
} from './segment.js';
export { ShipmentsQueries, type ShipmentView } from './shipments.queries.js';
export { ShippingService, type GoodsLine, type NewShipment } from './shipping.service.js';
export { segmentOf, UnitsReader, type UnitRow } from './units.reader.js';
export { unitInWord, type UnitState } from './unit-word.js';
