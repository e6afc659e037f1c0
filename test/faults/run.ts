// npm run test:faults [-- --kills 200] [--out FILE]: the long form, on a node of its own.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  chainDown,
  clocksApart,
  clocksRight,
  duplicates,
  fullDisk,
  kills,
  postgresRestarted,
  reorganisation,
} from './faults.js';
import { rehearse } from './rehearsal.js';
import { reportOf } from './report.js';
import { databaseRestored } from './restored.js';
import { operatorRotated } from './rotated.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    units: { type: 'string', default: '200000' },
    out: { type: 'string' },
  },
});
const random = kills(Number(values.kills));
const half = Math.floor(random.length / 2);
const faults = [
  duplicates,
  reorganisation,
  postgresRestarted,
  ...random.slice(0, half),
  chainDown(60_000),
  fullDisk,
  reorganisation,
  operatorRotated,
  databaseRestored,
  clocksApart,
  duplicates,
  ...random.slice(half, half + 4),
  clocksRight,
  ...random.slice(half + 4),
  reorganisation,
  postgresRestarted,
  fullDisk,
  duplicates,
];
let done = 0;
const rehearsed = await rehearse({
  faults,
  units: Number(values.units),
  onOutcome({ fault, packs, settledInMs, revived, details }) {
    const seconds = (settledInMs / 1000).toFixed(1);
    const fallen = revived > 0 ? `, ${revived} other parts fell` : '';
    const line = `${++done}/${faults.length + 1} ${fault}: ${packs} packs, settled in ${seconds} s${fallen}\n`;
    process.stdout.write(line + details.map((detail) => `    ${detail}\n`).join(''));
  },
});
process.stdout.write(`\n${reportOf(rehearsed)}\n`);
if (values.out) writeFileSync(values.out, `${JSON.stringify(rehearsed, null, 2)}\n`);
process.exit(rehearsed.failed ? 1 : 0);
