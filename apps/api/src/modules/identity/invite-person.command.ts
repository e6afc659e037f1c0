import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor } from '../../platform/access/index.js';
import { CliCommand, type Command } from '../../platform/cli/index.js';
import { InvitationsService } from './invitations.service.js';

@Injectable()
@CliCommand(
  'invite-person',
  'invite the first person of a site, who then invites the others: invite-person GLN EMAIL',
)
export class InvitePersonCommand implements Command {
  constructor(
    private readonly database: DataSource,
    private readonly invitations: InvitationsService,
  ) {}

  async run([gln = '', email = '']: readonly string[]): Promise<void> {
    const [site] = await this.database.query<{ id: string }[]>('SELECT id FROM site WHERE gln = $1', [gln]);
    if (!site)
      throw new Error('Give the GLN of a site and an email: invite-person 9521… ana@pharmacy.example');
    const { link } = await this.invitations.invite(systemActor('invite-person'), {
      siteId: site.id,
      email,
      duties: ['people.manage'],
    });
    process.stdout.write(`${link}\nPass it on to ${email} alone: it is good once, for three days.\n`);
  }
}
