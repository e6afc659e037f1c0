import { Injectable } from '@nestjs/common';
import { CliCommand, type Command } from '../../platform/cli/index.js';
import { isId } from '../../platform/ids/index.js';
import { CommandError } from '../../platform/errors/index.js';
import { ErasureService } from './erasure.service.js';

@Injectable()
@CliCommand('forget-person', 'erase a person from the audit trail, by user id; the chain stays verifiable')
export class ForgetPersonCommand implements Command {
  constructor(private readonly erasure: ErasureService) {}

  async run([userId = '']: readonly string[]): Promise<void> {
    if (!isId(userId)) throw new CommandError('Give the id of the user: forget-person 01985b0e-…');
    process.stdout.write(`${await this.erasure.forget(userId)} entries no longer name this person.\n`);
  }
}
