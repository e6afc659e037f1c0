import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { Operation, OperationReader, OperationType } from '../../platform/work/index.js';
import { IncidentType } from './alerts.graphql.js';
import type { Evidence } from './evidence.entity.js';
import { EvidenceType, MakeEvidenceInput } from './evidence.graphql.js';
import { EvidenceService } from './evidence.service.js';
import type { Incident } from './incident.entity.js';

@Resolver(() => EvidenceType)
export class EvidenceResolver {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly operations: OperationReader,
  ) {}

  @Mutation(() => EvidenceType, {
    nullable: true,
    description: 'Puts together what is known of an incident, and its hash on the ledger.',
  })
  @Allow('evidence.make')
  async makeEvidence(
    @CurrentActor() actor: Actor,
    @Args('input') input: MakeEvidenceInput,
  ): Promise<Evidence | null> {
    return this.evidence.byId(await this.evidence.make(actor, input));
  }

  @ResolveField(() => OperationType, { nullable: true, description: 'The anchor of its hash.' })
  operation(@Parent() { operationId }: Evidence): Promise<Operation | null> {
    return this.operations.byId(operationId);
  }

  @ResolveField(() => String, { description: 'Where the bundle is downloaded.' })
  download(@Parent() { id }: Evidence): string {
    return `/files/evidence/${id}.json`;
  }
}

@Resolver(() => IncidentType)
export class IncidentEvidenceResolver {
  constructor(private readonly evidence: EvidenceService) {}

  @ResolveField(() => [EvidenceType], { description: 'Newest first; for the regulator.' })
  async evidenceBundles(@CurrentActor() actor: Actor, @Parent() { id }: Incident): Promise<Evidence[]> {
    return actor.can('evidence.read') ? this.evidence.of(id) : [];
  }
}
