import type { Permission } from '@custodia/access';
import type { Workspace } from '@/features/parties/workspaces';
import type { ScanInput } from './scan-input';

/** Where a scan belongs that came on a screen without use for it; undefined where this site has no such screen. */
export function placeOf(
  scan: ScanInput,
  workspaces: readonly Workspace[],
  can: (permission: Permission) => boolean,
): string | undefined {
  switch (scan.reading.kind) {
    case 'pack':
      if (workspaces.includes('pharmacy') && can('unit.verify')) return '/pharmacy/scan';
      return workspaces.includes('regulator') && can('unit.trace') ? '/regulator/trace' : undefined;
    case 'prescription':
      if (workspaces.includes('pharmacy') && can('dispensing.dispense')) return '/pharmacy/basket';
      return workspaces.includes('prescriber') && can('prescription.read')
        ? '/prescriber/prescriptions'
        : undefined;
    case 'patient': {
      const desk = workspaces.find((one) => one === 'pharmacy' || one === 'prescriber');
      return desk && can('record.read') ? `/${desk}/patients` : undefined;
    }
    case 'logistic': {
      const workspace = workspaces.find((one) => one === 'manufacturer' || one === 'distributor');
      if (workspace && can('container.read')) return `/${workspace}/containers/${scan.reading.sscc}`;
      return workspaces.includes('pharmacy') && can('custody.receive') ? '/pharmacy/receive' : undefined;
    }
    default:
      return undefined;
  }
}
