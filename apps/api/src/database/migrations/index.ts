import { Platform1760001000000 } from './1000-platform.js';
import { Ledger1760001100000 } from './1100-ledger.js';
import { Lots1760001200000 } from './1200-lots.js';
import { Custody1760001210000 } from './1210-custody.js';
import { Verification1760001220000 } from './1220-verification.js';

/** Every migration; TypeORM runs them by the time in their names. */
export const migrations = [
  Platform1760001000000,
  Ledger1760001100000,
  Lots1760001200000,
  Custody1760001210000,
  Verification1760001220000,
];
