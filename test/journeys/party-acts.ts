import { cast } from './cast.js';
import { newKey, until, type Client } from './client.js';

/** One person stops a site; the ledger has it afterwards. */
export async function suspendParty(regulator: Client, siteId: string): Promise<void> {
  await regulator.ask('mutation ($input: PartyOrderInput!) { suspendParty(input: $input) { id } }', {
    input: orderAbout(siteId),
  });
  await untilSiteIs(regulator, siteId, 'SUSPENDED');
}

/** One person proposes it. @returns the proposal */
export async function proposeReinstatement(regulator: Client, siteId: string): Promise<string> {
  const { proposeReinstatement: proposal } = await regulator.ask<{ proposeReinstatement: { id: string } }>(
    'mutation ($input: PartyOrderInput!) { proposeReinstatement(input: $input) { id } }',
    { input: orderAbout(siteId) },
  );
  return proposal.id;
}

/** Two people let a site act again; the ledger has it afterwards. */
export async function reinstateParty(regulator: Client, siteId: string): Promise<void> {
  const proposalId = await proposeReinstatement(regulator, siteId);
  const { regulatorApprover } = await cast('regulatorApprover');
  await regulatorApprover.ask(
    'mutation ($input: ApprovePartyProposalInput!) { approvePartyProposal(input: $input) { id } }',
    { input: { idempotencyKey: newKey(), proposalId } },
  );
  await untilSiteIs(regulator, siteId, 'ACTIVE');
}

function orderAbout(siteId: string) {
  return { idempotencyKey: newKey(), siteId, reason: 'Licence under review' };
}

async function untilSiteIs(regulator: Client, siteId: string, status: string): Promise<void> {
  await until(
    () =>
      regulator.ask<{ site: { status: string } }>('query ($id: ID!) { site(id: $id) { status } }', {
        id: siteId,
      }),
    ({ site }) => site.status === status,
  );
}
