import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import {
  EmergencyAccessType,
  EmergencyCountType,
  EmergencyPatientInput,
  KeepEmergencyInput,
  OwnEmergencyType,
  RecordEmergencyInput,
  RecordedEmergencyType,
  ReviewEmergencyInput,
  StopEmergencyInput,
} from './emergency.graphql.js';
import { EmergencyReader } from './emergency.reader.js';
import { EmergencyService } from './emergency.service.js';

/** Reading without asking: what the patient leaves for it, who does it, and who reviews it. */
@Resolver()
export class EmergencyResolver {
  constructor(
    private readonly emergencies: EmergencyService,
    private readonly reader: EmergencyReader,
  ) {}

  @Query(() => OwnEmergencyType, { description: 'What is left for emergencies, and who used it.' })
  @Allow('record.own')
  myEmergency(@CurrentActor() actor: Actor): Promise<OwnEmergencyType> {
    return this.reader.own(actor);
  }

  @Mutation(() => Boolean, { description: 'Keeps a consent for emergencies, and relays it to the ledger.' })
  @Allow('record.own')
  async keepEmergency(
    @CurrentActor() actor: Actor,
    @Args('input') input: KeepEmergencyInput,
  ): Promise<boolean> {
    await this.emergencies.keep(actor, input);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Relays that a consent for emergencies is taken back.' })
  @Allow('record.own')
  async stopEmergency(
    @CurrentActor() actor: Actor,
    @Args('input') { revocation, isOver }: StopEmergencyInput,
  ): Promise<boolean> {
    await this.emergencies.stop(actor, revocation, isOver);
    return true;
  }

  @Mutation(() => String, {
    description: 'A code for an emergency card. The one before it no longer counts.',
  })
  @Allow('record.own')
  newEmergencyCard(@CurrentActor() actor: Actor): Promise<string> {
    return this.emergencies.newCard(actor);
  }

  @Mutation(() => String, { description: 'The record’s name, 0x-hex, of a patient who opted in.' })
  @Allow('record.break-glass')
  findForEmergency(
    @CurrentActor() actor: Actor,
    @Args('input') input: EmergencyPatientInput,
  ): Promise<string> {
    return this.emergencies.find(actor, input);
  }

  @Mutation(() => RecordedEmergencyType, {
    description: 'Puts an emergency on the ledger. Nothing is opened before.',
  })
  @Allow('record.break-glass')
  @Fresh()
  recordEmergency(
    @CurrentActor() actor: Actor,
    @Args('input') input: RecordEmergencyInput,
  ): Promise<RecordedEmergencyType> {
    return this.emergencies.record(actor, input);
  }

  @Query(() => [EmergencyAccessType], { description: 'Who read without asking at this site.' })
  @Allow('emergency.read')
  emergencyAccesses(@CurrentActor() actor: Actor): Promise<EmergencyAccessType[]> {
    return this.reader.ofSite(actor);
  }

  @Mutation(() => Boolean, { description: 'A privacy officer closes a use.' })
  @Allow('emergency.review')
  async reviewEmergency(
    @CurrentActor() actor: Actor,
    @Args('input') input: ReviewEmergencyInput,
  ): Promise<boolean> {
    await this.emergencies.review(actor, input);
    return true;
  }

  @Query(() => [EmergencyCountType], {
    description: 'How often each site read without asking, as the ledger says; most often first.',
  })
  @Allow('public')
  emergencyCounts(): Promise<EmergencyCountType[]> {
    return this.reader.counts();
  }
}
