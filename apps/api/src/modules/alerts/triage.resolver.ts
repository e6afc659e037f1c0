import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { IncidentType } from './alerts.graphql.js';
import { AlertsReader } from './alerts.reader.js';
import type { Incident } from './incident.entity.js';
import { CloseIncidentsInput, IncidentsInput } from './triage.graphql.js';
import { TriageService } from './triage.service.js';

@Resolver()
export class TriageResolver {
  constructor(
    private readonly triage: TriageService,
    private readonly reader: AlertsReader,
  ) {}

  @Mutation(() => [IncidentType], { description: 'Says that you look into all of them, or none.' })
  @Allow('alert.take')
  async takeIncidents(
    @CurrentActor() actor: Actor,
    @Args('input') input: IncidentsInput,
  ): Promise<Incident[]> {
    return this.reader.incidentsOf(await this.triage.take(actor, input));
  }

  @Mutation(() => [IncidentType], {
    description:
      'Closes all of them, or none: INCIDENTS_UNCHANGED lists those that stand in the way, each with its code.',
  })
  @Allow('incident.close')
  async closeIncidents(
    @CurrentActor() actor: Actor,
    @Args('input') input: CloseIncidentsInput,
  ): Promise<Incident[]> {
    return this.reader.incidentsOf(await this.triage.close(actor, input));
  }

  @Mutation(() => [IncidentType], {
    description: 'Takes your own closing back, within a quarter of an hour: all of them, or none.',
  })
  @Allow('incident.close')
  async reopenIncidents(
    @CurrentActor() actor: Actor,
    @Args('input') input: IncidentsInput,
  ): Promise<Incident[]> {
    return this.reader.incidentsOf(await this.triage.reopen(actor, input));
  }
}
