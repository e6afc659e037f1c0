import { Platform1760001000000 } from './1000-platform.js';

/** Every migration; TypeORM runs them by the time in their names. */
export const migrations = [Platform1760001000000];
