import { readSettings } from './settings.mjs';
import { startStack } from './stack.mjs';
import { Supervisor } from './supervisor.mjs';

/**
 * Starts everything, says where it is, and keeps it running until it is asked to stop or a part ends by itself.
 * @param {import('./programs.mjs').Mode} mode
 */
export async function launch(mode) {
  const supervisor = new Supervisor();
  try {
    const settings = readSettings();
    const running = startStack(settings, mode, supervisor).then(() => supervisor.failed);
    await Promise.race([running, stopAsked()]);
    console.log('\nStopping …');
  } catch (error) {
    report(error);
  }
  for (const problem of await supervisor.stop()) report(problem);
  process.exit(); // a build or a start that is under way must not hold the terminal
}

/** @param {unknown} problem */
function report(problem) {
  console.error(`\n${problem instanceof Error ? problem.message : String(problem)}\n`);
  process.exitCode = 1;
}

/**
 * Resolves at the first Ctrl-C or request to stop. A second one ends this program at once, and its parts with it.
 * @returns {Promise<void>}
 */
function stopAsked() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => {
        process.on(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}
