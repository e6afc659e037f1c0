import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import type { Page } from '../../platform/graphql/index.js';
import { AuditArgs, AuditEntryConnection, AuditEntryType } from './audit.graphql.js';
import { AuditQueries } from './audit.queries.js';

@Resolver()
export class AuditResolver {
  constructor(private readonly queries: AuditQueries) {}

  @Query(() => AuditEntryConnection, {
    description:
      'Who did what at the sites of your organisation, newest first; the regulator sees all sites.',
  })
  @Allow('audit.read')
  auditEntries(@CurrentActor() actor: Actor, @Args() args: AuditArgs): Promise<Page<AuditEntryType>> {
    return this.queries.entries(actor, args);
  }
}
