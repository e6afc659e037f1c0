// The journeys and the rehearsal of faults take as long as all other tests together, and wait for much of it: they run
// beside them from the first minute on. Nx alone starts them last, since nothing depends on them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const LANES = [
  ['nx run @custodia/test:journeys', 'nx run @custodia/test:rehearsal'],
  ['nx run-many -t test --parallel=1'],
];

async function succeeds(command) {
  // A shell, since npm links nx as a script of the system's own kind.
  const run = spawn(`${command} --outputStyle=static`, { shell: true, stdio: 'inherit' });
  const [code] = await once(run, 'exit');
  return code === 0;
}

async function lane(commands) {
  let allWell = true;
  for (const command of commands) allWell = (await succeeds(command)) && allWell;
  return allWell;
}

const lanes = await Promise.all(LANES.map(lane));
process.exitCode = lanes.every(Boolean) ? 0 : 1;
