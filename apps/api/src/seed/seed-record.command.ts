import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { CliCommand, type Command } from '../platform/cli/index.js';
import { DEMO_PASSWORD } from '../modules/identity/index.js';
import { PATIENT } from './demo-patient.js';
import { DemoRecord } from './demo-record.js';

/** Fills the demo patient's record, which takes the release nodes and a worker beside it. */
@Injectable()
@CliCommand('seed:record', 'fill the demo patient’s record; prints what opens it')
export class SeedRecordCommand implements Command {
  constructor(
    private readonly config: Config,
    private readonly record: DemoRecord,
  ) {}

  async run(): Promise<void> {
    if (!this.config.demo)
      throw new Error('The demo is for CUSTODIA_DEMO=1: what opens its record is known to all.');
    await this.record.fill();
    const { email, name, passphrase } = PATIENT;
    process.stdout.write(
      [
        `  A patient’s record, at /patient (${name}):`,
        `    ${email.padEnd(30)} ${DEMO_PASSWORD}`,
        `    ${'its passphrase'.padEnd(30)} ${passphrase}`,
        '',
      ].join('\n'),
    );
  }
}
