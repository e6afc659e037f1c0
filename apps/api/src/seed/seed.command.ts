import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { CliCommand, type Command } from '../platform/cli/index.js';
import { JobRunner } from '../platform/worker/index.js';
import { DEMO_PASSWORD } from '../modules/identity/index.js';
import { REGULATOR, SITES } from './consortium.js';
import { Founding } from './founding.js';
import { Story, type DemoPrescription } from './story.js';

/** Makes the demo through the services that people use, with the background jobs running beside it. */
@Injectable()
@CliCommand('seed', 'fill an empty database with the demo consortium; prints its sign-ins')
export class SeedCommand implements Command {
  constructor(
    private readonly config: Config,
    private readonly jobs: JobRunner,
    private readonly founding: Founding,
    private readonly story: Story,
  ) {}

  async run(): Promise<void> {
    if (!this.config.demo)
      throw new Error('The demo is for CUSTODIA_DEMO=1: its passwords are known to all.');
    if (!(await this.founding.isEmpty())) {
      throw new Error('The demo is made in an empty database, and this one holds data. Start with --reset.');
    }
    const stop = new AbortController();
    const background = this.jobs.run(stop.signal);
    try {
      const cast = await this.founding.found();
      const prescriptions = await this.story.tell(cast);
      process.stdout.write(signIns(prescriptions));
    } finally {
      stop.abort();
      await background;
    }
  }
}

function signIns(prescriptions: readonly DemoPrescription[]): string {
  const sites = [...Object.values(SITES), REGULATOR];
  const people = sites.flatMap(({ site, people: there }) =>
    there.map(({ email }) => `    ${email.padEnd(30)} ${site.name}`),
  );
  const papers = prescriptions.map(({ patient, what, token }) => `    ${patient}: ${what}\n      ${token}`);
  return [
    `  Sign in, everybody with the password ${DEMO_PASSWORD}:`,
    ...people,
    '  Prescriptions to fill at Harbor Pharmacy:',
    ...papers,
    '',
  ].join('\n');
}
