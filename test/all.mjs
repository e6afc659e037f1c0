// The journeys take as long as all other tests together, and wait for much of it: they run beside them from the first
// minute on. Nx alone starts them last, since nothing depends on them. Whichever ends first makes room for the rehearsal.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

async function succeeds(command) {
  // A shell, since npm links nx as a script of the system's own kind.
  const run = spawn(`${command} --outputStyle=static`, { shell: true, stdio: 'inherit' });
  const [code] = await once(run, 'exit');
  return code === 0;
}

const lanes = [succeeds('nx run @custodia/test:journeys'), succeeds('nx run-many -t test --parallel=1')];
await Promise.race(lanes);
const outcomes = await Promise.all([...lanes, succeeds('nx run @custodia/test:rehearsal')]);
process.exitCode = outcomes.every(Boolean) ? 0 : 1;
