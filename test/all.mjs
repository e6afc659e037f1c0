// The journeys take longer than all other tests together: they run beside them from the first minute on. Nx alone
// starts them last, since nothing depends on them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const LANES = ['nx run @custodia/test:journeys', 'nx run-many -t test --parallel=1'];

const codes = await Promise.all(
  LANES.map(async (lane) => {
    // A shell, since npm links nx as a script of the system's own kind.
    const run = spawn(`${lane} --outputStyle=static`, { shell: true, stdio: 'inherit' });
    const [code] = await once(run, 'exit');
    return code;
  }),
);
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
