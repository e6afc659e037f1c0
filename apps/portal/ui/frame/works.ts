import {
  IconFilePlus,
  IconPlus,
  IconScan,
  IconSpeakerphone,
  IconTruckLoading,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '@custodia/access';
import type { Workspace } from '@/features/parties/workspaces';

export interface Work {
  readonly key: 'registerLot' | 'ship' | 'packContainer' | 'issuePrescription' | 'recall' | 'traceOne';
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
  { key: 'traceOne', workspace: 'regulator', href: '/regulator/trace', icon: IconScan, needs: 'unit.trace' },
];
