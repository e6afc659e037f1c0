import {
  IconPackageImport,
  IconPackages,
  IconPill,
  IconPoint,
  IconScan,
  IconSpeakerphone,
  IconTruck,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { TraceHop } from './trace.documents';

const ICONS: readonly (readonly [RegExp, Icon])[] = [
  [/^REGISTERED$/, IconPackages],
  [/^(SHIPPED|ORDERED|TAKEN_BACK)$/, IconTruck],
  [/^(RECEIVED|CLAIMED)$/, IconPackageImport],
  [/^(DISPENSED|IRREGULAR_SUPPLY)$/, IconPill],
  [/^(HELD|RELEASED|RECALLED|WITHDRAWN)$/, IconSpeakerphone],
  [/^(REJECTED|MISSING|STOLEN|DESTROYED|EXPORTED|SAMPLED|FREE_SAMPLE|SEIZED|LOCKED)$/, IconX],
  [/^SCANNED$/, IconScan],
];

/** The sign of a step on the way of a pack. */
export function iconOf(kind: TraceHop['kind']): Icon {
  return ICONS.find(([pattern]) => pattern.test(kind))?.[1] ?? IconPoint;
}
