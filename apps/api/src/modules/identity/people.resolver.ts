import { dutiesAt } from '@custodia/access';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  CurrentActor,
  CurrentExchange,
  Fresh,
  type Actor,
  type Exchange,
} from '../../platform/access/index.js';
import { JsonScalar, PageArgs, type Page } from '../../platform/graphql/index.js';
import { InvitationsService, type HeldInvitation } from './invitations.service.js';
import { MembersService } from './members.service.js';
import {
  AcceptInvitationInput,
  HeldInvitationType,
  InvitationType,
  InvitePersonInput,
  MemberConnection,
  NewInvitationType,
} from './people.graphql.js';
import { PeopleReader, type Member, type OpenInvitation } from './people.reader.js';
import { checkDuties } from './people.rules.js';
import { SessionType } from './session.graphql.js';
import { SessionReader } from './session.reader.js';

@Resolver()
export class PeopleResolver {
  constructor(
    private readonly reader: PeopleReader,
    private readonly members: MembersService,
    private readonly invitations: InvitationsService,
    private readonly session: SessionReader,
  ) {}

  @Query(() => MemberConnection, { name: 'members', description: 'The people of your site, by name.' })
  @Allow('people.read')
  list(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<Page<Member>> {
    return this.reader.members(actor, page);
  }

  @Query(() => [String], { description: 'What people of your site can be trusted with.' })
  @Allow('people.read')
  siteDuties(@CurrentActor() actor: Actor): string[] {
    return dutiesAt(actor.roles);
  }

  @Query(() => [InvitationType], {
    name: 'invitations',
    description: 'Invitations to your site that nobody has accepted yet.',
  })
  @Allow('people.read')
  open(@CurrentActor() actor: Actor): Promise<OpenInvitation[]> {
    return this.reader.invitations(actor);
  }

  @Mutation(() => NewInvitationType, { description: 'Invites somebody to work at your site.' })
  @Allow('people.manage')
  @Fresh()
  invitePerson(
    @CurrentActor() actor: Actor,
    @Args('input') { email, duties }: InvitePersonInput,
  ): Promise<{ id: string; link: string }> {
    const checked = checkDuties(duties, actor.roles);
    return this.invitations.invite(actor, { siteId: actor.siteId, email, duties: checked });
  }

  @Mutation(() => Boolean, { description: 'The link opens nothing any more.' })
  @Allow('people.manage')
  async revokeInvitation(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Of the invitation.' }) id: string,
  ): Promise<boolean> {
    await this.invitations.revoke(actor, id);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Changes what somebody of your site is trusted with.' })
  @Allow('people.manage')
  @Fresh()
  async changeDuties(
    @CurrentActor() actor: Actor,
    @Args('userId', { type: () => ID, description: 'Of the person.' }) userId: string,
    @Args('duties', { type: () => [String], description: 'All of them, such as recall.propose.' })
    duties: string[],
  ): Promise<boolean> {
    await this.members.changeDuties(actor, userId, checkDuties(duties, actor.roles));
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Somebody no longer works at your site: the sessions there end at once.',
  })
  @Allow('people.manage')
  @Fresh()
  async removeMember(
    @CurrentActor() actor: Actor,
    @Args('userId', { type: () => ID, description: 'Of the person.' }) userId: string,
  ): Promise<boolean> {
    await this.members.remove(actor, userId);
    return true;
  }

  @Query(() => HeldInvitationType, { description: 'What the link of an invitation opens.' })
  @Allow('public')
  heldInvitation(
    @Args('token', { type: () => String, description: 'What follows the # of the link.' }) token: string,
  ): Promise<HeldInvitation> {
    return this.invitations.held(token);
  }

  @Mutation(() => JsonScalar, {
    description:
      'For navigator.credentials.create (PublicKeyCredentialCreationOptionsJSON), to accept an invitation with a passkey alone.',
  })
  @Allow('public')
  invitationPasskeyOptions(
    @CurrentExchange() exchange: Exchange,
    @Args('token', { type: () => String, description: 'What follows the # of the link.' }) token: string,
    @Args('name', { type: () => String, description: 'As others will see the person.' }) name: string,
  ): Promise<unknown> {
    return this.invitations.passkeyOptions(exchange, token, name);
  }

  @Mutation(() => SessionType, { description: 'Makes an account of an invitation, and signs in.' })
  @Allow('public')
  async acceptInvitation(
    @CurrentExchange() exchange: Exchange,
    @Args('input') input: AcceptInvitationInput,
  ): Promise<SessionType> {
    return this.session.sessionOf(exchange, await this.invitations.accept(exchange, input));
  }

  @Mutation(() => SessionType, { description: 'Accepts an invitation with the account that one has.' })
  @Allow('signed-in')
  async joinSite(
    @CurrentExchange() exchange: Exchange,
    @CurrentActor() actor: Actor,
    @Args('token', { type: () => String, description: 'What follows the # of the link.' }) token: string,
  ): Promise<SessionType> {
    return this.session.sessionOf(exchange, await this.invitations.join(exchange, actor, token));
  }
}
