import { scopesAt } from '@custodia/access';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentActor, Fresh, type Actor } from '../../platform/access/index.js';
import {
  CreateMachineInput,
  MachineKeyInput,
  MachineRightsInput,
  MachineType,
  NewMachineKeyType,
} from './machines.graphql.js';
import { MachinesService, type MadeKey, type ShownMachine } from './machines.service.js';

@Resolver()
export class MachinesResolver {
  constructor(private readonly service: MachinesService) {}

  @Query(() => [MachineType], { name: 'machines', description: 'The software that works for your site.' })
  @Allow('machine.read')
  list(@CurrentActor() actor: Actor): Promise<ShownMachine[]> {
    return this.service.ofSite(actor);
  }

  @Query(() => [String], { description: 'What software of your site can be allowed.' })
  @Allow('machine.read')
  machineScopes(@CurrentActor() actor: Actor): string[] {
    return scopesAt(actor.roles);
  }

  @Mutation(() => NewMachineKeyType, { description: 'Lets software work for your site.' })
  @Allow('machine.manage')
  @Fresh()
  createMachine(@CurrentActor() actor: Actor, @Args('input') input: CreateMachineInput): Promise<MadeKey> {
    return this.service.create(actor, input);
  }

  @Mutation(() => NewMachineKeyType, {
    description: 'A second key beside the one in use, so that the machine can change over without a break.',
  })
  @Allow('machine.manage')
  @Fresh()
  addMachineKey(
    @CurrentActor() actor: Actor,
    @Args('machineId', { type: () => ID, description: 'Of the machine.' }) machineId: string,
    @Args('key', { description: 'How it will be known.' }) key: MachineKeyInput,
  ): Promise<MadeKey> {
    return this.service.addKey(actor, machineId, key);
  }

  @Mutation(() => Boolean, {
    description: 'What it may do, and how often it may ask, from its next request on.',
  })
  @Allow('machine.manage')
  @Fresh()
  async changeMachine(
    @CurrentActor() actor: Actor,
    @Args('machineId', { type: () => ID, description: 'Of the machine.' }) machineId: string,
    @Args('input', { description: 'All of its rights: what is not named is taken away.' })
    input: MachineRightsInput,
  ): Promise<boolean> {
    await this.service.change(actor, machineId, input);
    return true;
  }

  @Mutation(() => Boolean, { description: 'The key opens nothing from now on.' })
  @Allow('machine.manage')
  async revokeMachineKey(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Of the key.' }) id: string,
  ): Promise<boolean> {
    await this.service.revokeKey(actor, id);
    return true;
  }

  @Mutation(() => Boolean, { description: 'The software is shut out from now on, for good.' })
  @Allow('machine.manage')
  async revokeMachine(
    @CurrentActor() actor: Actor,
    @Args('machineId', { type: () => ID, description: 'Of the machine.' }) machineId: string,
  ): Promise<boolean> {
    await this.service.revoke(actor, machineId);
    return true;
  }
}
