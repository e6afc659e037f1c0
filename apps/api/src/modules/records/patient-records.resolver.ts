import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import { AccessRequestsReader } from './access-requests.reader.js';
import { AccessRequestsService } from './access-requests.service.js';
import { PatientRecordsService } from './patient-records.service.js';
import {
  AccessRequestType,
  AllowAccessInput,
  EpochWrapInput,
  ExportFormEnum,
  HandOnKeysInput,
  KeepKeybagInput,
  PatientRecordType,
  RecordCodeType,
  RevokeAccessInput,
  type ExportForm,
} from './records.graphql.js';

/** The patient's side. */
@Resolver()
export class PatientRecordsResolver {
  constructor(
    private readonly records: PatientRecordsService,
    private readonly requests: AccessRequestsService,
    private readonly reader: AccessRequestsReader,
  ) {}

  @Query(() => PatientRecordType, {
    nullable: true,
    description: 'The own record; null before there is one.',
  })
  @Allow('record.own')
  myRecord(@CurrentActor() actor: Actor): Promise<PatientRecordType | null> {
    return this.records.own(actor);
  }

  @Query(() => [AccessRequestType], {
    description: 'Who asked to read, and what was answered; newest first.',
  })
  @Allow('record.own')
  myAccessRequests(@CurrentActor() actor: Actor): Promise<AccessRequestType[]> {
    return this.reader.ofPatient(actor);
  }

  @Mutation(() => Boolean, { description: 'Keeps what opens the record, where its version grows.' })
  @Allow('record.own')
  async keepKeybag(@CurrentActor() actor: Actor, @Args('input') input: KeepKeybagInput): Promise<boolean> {
    await this.records.keepKeybag(actor, input);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Keeps keys of epochs, sealed to the patient.' })
  @Allow('record.own')
  async keepEpochs(
    @CurrentActor() actor: Actor,
    @Args('epochs', {
      type: () => [EpochWrapInput],
      description: 'The keys, each sealed on the patient’s device.',
    })
    epochs: EpochWrapInput[],
  ): Promise<boolean> {
    await this.records.keepEpochs(actor, epochs);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Keeps until when the record is kept for a child; null for none.' })
  @Allow('record.own')
  async keepChildhood(
    @CurrentActor() actor: Actor,
    @Args('childhood', {
      type: () => String,
      nullable: true,
      description: 'JSON, sealed on the device to the record itself; 2,000 characters at most.',
    })
    childhood: string | null,
  ): Promise<boolean> {
    await this.records.keepChildhood(actor, childhood);
    return true;
  }

  @Mutation(() => RecordCodeType, { description: 'A code to show at a desk.' })
  @Allow('record.own')
  newRecordCode(@CurrentActor() actor: Actor): Promise<RecordCodeType> {
    return this.records.newCode(actor);
  }

  @Mutation(() => Boolean, { description: 'Allows what was asked, and relays the grant to the ledger.' })
  @Allow('record.own')
  async allowAccess(@CurrentActor() actor: Actor, @Args('input') input: AllowAccessInput): Promise<boolean> {
    await this.requests.allow(actor, input);
    return true;
  }

  @Mutation(() => Boolean, { description: 'The patient, or a carer who may answer, says no to a request.' })
  @Allow('record.own')
  async denyAccess(
    @CurrentActor() actor: Actor,
    @Args('requestId', {
      type: () => ID,
      description: 'An open request about the own record, or of somebody who lets the actor answer.',
    })
    requestId: string,
    @Args('remember', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Whether the same person is refused the same parts from now on, without asking.',
    })
    remember: boolean,
  ): Promise<boolean> {
    await this.requests.deny(actor, requestId, remember);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Relays a revocation to the ledger. The nodes get it from the device.',
  })
  @Allow('record.own')
  async revokeAccess(
    @CurrentActor() actor: Actor,
    @Args('input') input: RevokeAccessInput,
  ): Promise<boolean> {
    await this.requests.revoke(actor, input.requestId, input.revocation);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Gives a reader whose access goes on the keys of later epochs. Alone they open nothing.',
  })
  @Allow('record.own')
  async handOnKeys(@CurrentActor() actor: Actor, @Args('input') input: HandOnKeysInput): Promise<boolean> {
    await this.requests.handOn(actor, input.requestId, input.wraps);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'The patient consents that the record leaves what protects it. The device, which alone can open it, waits for this.',
  })
  @Allow('record.own')
  @Fresh()
  async consentToExport(
    @CurrentActor() actor: Actor,
    @Args('form', { type: () => ExportFormEnum, description: 'What the patient takes along.' })
    form: ExportForm,
  ): Promise<boolean> {
    await this.records.consentToExport(actor, form);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Deletes the record here, and the account. It cannot be undone.' })
  @Allow('record.own')
  @Fresh()
  async eraseRecord(@CurrentActor() actor: Actor): Promise<boolean> {
    await this.records.erase(actor);
    return true;
  }
}
