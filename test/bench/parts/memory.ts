import { familyOf, memoryOf } from '../machine.js';
import type { Row } from '../report.js';
import type { Rig } from '../rig.js';

const MIB = 2 ** 20;

/** What each process holds after all that came before. */
export function memoryPart({ pids }: Rig): Row[] {
  return Object.entries(pids).map(([name, pid]) => ({
    id: `memory.${name}`,
    what: `memory of ${name}, what is shared divided among those that share it`,
    value: familyOf(pid).reduce((sum, one) => sum + memoryOf(one), 0) / MIB,
    unit: 'MiB',
  }));
}
