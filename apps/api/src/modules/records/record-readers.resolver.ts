import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, type Actor } from '../../platform/access/index.js';
import { AccessRequestsReader } from './access-requests.reader.js';
import { AccessRequestsService } from './access-requests.service.js';
import { PairingService, type Pairing } from './pairing.service.js';
import { AccessRequestType, AskAccessInput, PairRecordInput, RecordPairingType } from './records.graphql.js';
import { WritersService } from './writers.service.js';

/** The side of those who treat and dispense. */
@Resolver()
export class RecordReadersResolver {
  constructor(
    private readonly pairings: PairingService,
    private readonly requests: AccessRequestsService,
    private readonly reader: AccessRequestsReader,
    private readonly writers: WritersService,
  ) {}

  @Query(() => [RecordPairingType], { description: 'Patients who showed a code at this site, latest first.' })
  @Allow('record.read')
  recordPairings(@CurrentActor() actor: Actor): Promise<Pairing[]> {
    return this.pairings.all(actor);
  }

  @Query(() => [AccessRequestType], { description: 'What this site asked of a patient, newest first.' })
  @Allow('record.read')
  accessRequests(
    @CurrentActor() actor: Actor,
    @Args('pairingId', { type: () => ID, description: 'The pairing with a record.' }) pairingId: string,
  ): Promise<AccessRequestType[]> {
    return this.reader.ofSite(actor, pairingId);
  }

  @Mutation(() => RecordPairingType, { description: 'Takes the code that a patient shows at the desk.' })
  @Allow('record.pair')
  pairRecord(@CurrentActor() actor: Actor, @Args('input') input: PairRecordInput): Promise<Pairing> {
    return this.pairings.pair(actor, input);
  }

  @Mutation(() => String, {
    description:
      'This node’s word that a device writes into records for the site, as JSON; release nodes ask the ledger whether it counts.',
  })
  @Allow('record.write')
  certifyWriter(
    @CurrentActor() actor: Actor,
    @Args('signKey', { description: 'The device’s Ed25519 key, base64url.' }) signKey: string,
  ): Promise<string> {
    return this.writers.certify(actor, signKey);
  }

  @Mutation(() => ID, { description: 'Asks a patient for a part of the record.' })
  @Allow('record.ask')
  askAccess(@CurrentActor() actor: Actor, @Args('input') input: AskAccessInput): Promise<string> {
    return this.requests.ask(actor, input);
  }

  @Mutation(() => Boolean, { description: 'Takes back a request that is not answered yet.' })
  @Allow('record.ask')
  async withdrawAccessRequest(
    @CurrentActor() actor: Actor,
    @Args('requestId', { type: () => ID, description: 'An open request of your site.' }) requestId: string,
  ): Promise<boolean> {
    await this.requests.withdraw(actor, requestId);
    return true;
  }
}
