import {
  IconAdjustments,
  IconAlertTriangle,
  IconFilePlus,
  IconBasket,
  IconBell,
  IconBox,
  IconBuildingCommunity,
  IconBuildingWarehouse,
  IconHeartbeat,
  IconHistory,
  IconPackages,
  IconPill,
  IconPrescription,
  IconRadar2,
  IconRoute,
  IconScan,
  IconShieldCheck,
  IconSpeakerphone,
  IconTruckDelivery,
  IconTruckLoading,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '@custodia/access';

export const WORKSPACES = ['manufacturer', 'distributor', 'pharmacy', 'prescriber', 'regulator'] as const;

export type Workspace = (typeof WORKSPACES)[number];

export interface Place {
  /** Key of its name in the messages, under `nav`. */
  readonly key:
    | 'lots'
    | 'containers'
    | 'shipments'
    | 'recalls'
    | 'alerts'
    | 'products'
    | 'receive'
    | 'stock'
    | 'scan'
    | 'basket'
    | 'supplies'
    | 'issues'
    | 'prescriptions'
    | 'issue'
    | 'patients'
    | 'emergency'
    | 'reviews'
    | 'incidents'
    | 'parties'
    | 'trace'
    | 'rules';
  readonly href: string;
  readonly icon: Icon;
  readonly needs: Permission;
}

/** What each role finds in the rail: eight places at most, the four most used first: a phone shows those. The first is its home. */
export const PLACES: Record<Workspace, readonly [Place, ...Place[]]> = {
  manufacturer: [
    { key: 'lots', href: '/manufacturer/lots', icon: IconPackages, needs: 'lot.read' },
    { key: 'containers', href: '/manufacturer/containers', icon: IconBox, needs: 'container.read' },
    { key: 'shipments', href: '/manufacturer/shipments', icon: IconTruckLoading, needs: 'shipment.read' },
    { key: 'recalls', href: '/manufacturer/recalls', icon: IconSpeakerphone, needs: 'recall.read' },
    { key: 'alerts', href: '/manufacturer/alerts', icon: IconBell, needs: 'alert.read' },
    { key: 'products', href: '/manufacturer/products', icon: IconPill, needs: 'product.read' },
    { key: 'trace', href: '/manufacturer/trace', icon: IconRoute, needs: 'unit.trace' },
  ],
  distributor: [
    { key: 'receive', href: '/distributor/receive', icon: IconTruckDelivery, needs: 'custody.receive' },
    { key: 'stock', href: '/distributor/stock', icon: IconBuildingWarehouse, needs: 'holding.read' },
    { key: 'shipments', href: '/distributor/shipments', icon: IconTruckLoading, needs: 'shipment.read' },
    { key: 'containers', href: '/distributor/containers', icon: IconBox, needs: 'container.read' },
    { key: 'recalls', href: '/distributor/recalls', icon: IconSpeakerphone, needs: 'recall.read' },
    { key: 'alerts', href: '/distributor/alerts', icon: IconBell, needs: 'alert.read' },
    { key: 'trace', href: '/distributor/trace', icon: IconRoute, needs: 'unit.trace' },
  ],
  pharmacy: [
    { key: 'scan', href: '/pharmacy/scan', icon: IconScan, needs: 'unit.verify' },
    { key: 'basket', href: '/pharmacy/basket', icon: IconBasket, needs: 'dispensing.dispense' },
    { key: 'receive', href: '/pharmacy/receive', icon: IconTruckDelivery, needs: 'custody.receive' },
    { key: 'stock', href: '/pharmacy/stock', icon: IconBuildingWarehouse, needs: 'holding.read' },
    { key: 'supplies', href: '/pharmacy/supplies', icon: IconHistory, needs: 'dispensing.read' },
    { key: 'issues', href: '/pharmacy/issues', icon: IconAlertTriangle, needs: 'dispensing.read' },
    { key: 'recalls', href: '/pharmacy/recalls', icon: IconSpeakerphone, needs: 'recall.read' },
    { key: 'patients', href: '/pharmacy/patients', icon: IconUsers, needs: 'record.read' },
  ],
  prescriber: [
    {
      key: 'prescriptions',
      href: '/prescriber/prescriptions',
      icon: IconPrescription,
      needs: 'prescription.read',
    },
    { key: 'issue', href: '/prescriber/issue', icon: IconFilePlus, needs: 'prescription.issue' },
    { key: 'patients', href: '/prescriber/patients', icon: IconUsers, needs: 'record.read' },
    { key: 'emergency', href: '/prescriber/emergency', icon: IconHeartbeat, needs: 'record.break-glass' },
    { key: 'reviews', href: '/prescriber/reviews', icon: IconShieldCheck, needs: 'emergency.read' },
  ],
  regulator: [
    { key: 'incidents', href: '/regulator/incidents', icon: IconRadar2, needs: 'alert.read' },
    { key: 'parties', href: '/regulator/parties', icon: IconBuildingCommunity, needs: 'party.read' },
    { key: 'lots', href: '/regulator/lots', icon: IconPackages, needs: 'lot.read' },
    { key: 'recalls', href: '/regulator/recalls', icon: IconSpeakerphone, needs: 'recall.read' },
    { key: 'trace', href: '/regulator/trace', icon: IconRoute, needs: 'unit.trace' },
    { key: 'rules', href: '/regulator/rules', icon: IconAdjustments, needs: 'rule.read' },
  ],
};

/** The workspaces of a site's roles, in the order of the goods' way. */
export function workspacesOf(roles: readonly string[]): Workspace[] {
  return WORKSPACES.filter((workspace) => roles.includes(workspace.toUpperCase()));
}

/** Where a signed-in person begins, or undefined if no screen is made for the site's roles. */
export function homeOf(roles: readonly string[]): string | undefined {
  const first = workspacesOf(roles)[0];
  return first && PLACES[first][0].href;
}

export function workspaceOfPath(path: string): Workspace | undefined {
  const segment = path.split('/')[1];
  return WORKSPACES.find((workspace) => workspace === segment);
}
