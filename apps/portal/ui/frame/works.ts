import {
  IconBuildingWarehouse,
  IconFilePlus,
  IconHandGrab,
  IconPlus,
  IconScan,
  IconSpeakerphone,
  IconTruckDelivery,
  IconTruckLoading,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '@custodia/access';
import type { Workspace } from '@/features/parties/workspaces';

export interface Work {
  readonly key:
    | 'registerLot'
    | 'ship'
    | 'packContainer'
    | 'claim'
    | 'stock'
    | 'sent'
    | 'returned'
    | 'issuePrescription'
    | 'recall'
    | 'traceOne';
  readonly workspace: Workspace;
  readonly href: string;
  readonly icon: Icon;
  readonly needs: Permission;
}

/** Pieces of work that the palette starts without a detour over their lists. */
export const WORKS: readonly Work[] = [
  {
    key: 'registerLot',
    workspace: 'manufacturer',
    href: '/manufacturer/lots/new',
    icon: IconPlus,
    needs: 'lot.register',
  },
  {
    key: 'packContainer',
    workspace: 'manufacturer',
    href: '/manufacturer/containers/new',
    icon: IconPlus,
    needs: 'container.pack',
  },
  {
    key: 'ship',
    workspace: 'manufacturer',
    href: '/manufacturer/shipments/new',
    icon: IconTruckLoading,
    needs: 'custody.ship',
  },
  {
    key: 'ship',
    workspace: 'distributor',
    href: '/distributor/shipments/new',
    icon: IconTruckLoading,
    needs: 'custody.ship',
  },
  {
    key: 'packContainer',
    workspace: 'distributor',
    href: '/distributor/containers/new',
    icon: IconPlus,
    needs: 'container.pack',
  },
  {
    key: 'stock',
    workspace: 'manufacturer',
    href: '/manufacturer/stock',
    icon: IconBuildingWarehouse,
    needs: 'holding.read',
  },
  {
    key: 'returned',
    workspace: 'manufacturer',
    href: '/manufacturer/receive',
    icon: IconTruckDelivery,
    needs: 'custody.receive',
  },
  {
    key: 'sent',
    workspace: 'pharmacy',
    href: '/pharmacy/shipments',
    icon: IconTruckLoading,
    needs: 'shipment.read',
  },
  {
    key: 'claim',
    workspace: 'distributor',
    href: '/distributor/stock/claim',
    icon: IconHandGrab,
    needs: 'custody.claim',
  },
  {
    key: 'claim',
    workspace: 'pharmacy',
    href: '/pharmacy/stock/claim',
    icon: IconHandGrab,
    needs: 'custody.claim',
  },
  {
    key: 'issuePrescription',
    workspace: 'prescriber',
    href: '/prescriber/issue',
    icon: IconFilePlus,
    needs: 'prescription.issue',
  },
  {
    key: 'recall',
    workspace: 'regulator',
    href: '/regulator/recalls',
    icon: IconSpeakerphone,
    needs: 'recall.propose',
  },
  { key: 'traceOne', workspace: 'pharmacy', href: '/pharmacy/trace', icon: IconScan, needs: 'unit.trace' },
  { key: 'traceOne', workspace: 'regulator', href: '/regulator/trace', icon: IconScan, needs: 'unit.trace' },
];
