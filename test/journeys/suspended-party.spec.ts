import { afterAll, describe, expect, it } from 'vitest';
import {
  deliverLot,
  openPrescription,
  prescribe,
  receive,
  registerLot,
  ship,
  shipmentConfirmed,
  siteNamed,
} from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { Refusal, newKey, refusalOf, type Client } from './client.js';
import { proposeReinstatement, reinstateParty, suspendParty } from './party-acts.js';
import { settleShipment, shipmentOf, stockOf } from './goods-acts.js';
import { supplyOnPaper, verify } from './counter-acts.js';

const { maker, distributor, hospital, prescriber, regulator } = await cast(
  'maker',
  'distributor',
  'hospital',
  'prescriber',
  'regulator',
);
const mercy = await siteNamed(distributor, 'Mercy');
const atlantic = await siteNamed(maker, 'Atlantic');

afterAll(async () => {
  await reinstateParty(regulator, mercy).catch((error: unknown) => {
    // It is reinstated already, unless a step before failed.
    if (!(error instanceof Refusal) || error.code !== 'PARTY_STATUS') throw error;
  });
});

const messageOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'not refused',
    (error: Error) => error.message,
  );

const suspend = (by: Client, siteId: string) =>
  by.ask('mutation ($input: PartyOrderInput!) { suspendParty(input: $input) { id } }', {
    input: { idempotencyKey: newKey(), siteId, reason: 'x' },
  });

describe('a suspended pharmacy', () => {
  it('is reinstated by two people of the regulator, and not by the one who asked for it', async () => {
    await suspendParty(regulator, mercy);
    const proposalId = await proposeReinstatement(regulator, mercy);
    const approval = regulator.ask(
      'mutation ($input: ApprovePartyProposalInput!) { approvePartyProposal(input: $input) { id } }',
      { input: { idempotencyKey: newKey(), proposalId } },
    );
    expect(await refusalOf(approval)).toBe('PROPOSAL_SAME_PERSON');
    const taken = await regulator.ask<{ endPartyProposal: { status: string } }>(
      'mutation ($input: EndPartyProposalInput!) { endPartyProposal(input: $input) { status } }',
      { input: { idempotencyKey: newKey(), proposalId, reason: 'Too early' } },
    );
    expect(taken.endPartyProposal.status).toBe('WITHDRAWN');
    await reinstateParty(regulator, mercy);
  });

  it('is not suspended by anybody but the regulator', async () => {
    for (const other of [maker, distributor, hospital]) {
      expect(await refusalOf(suspend(other, mercy))).toBe('FORBIDDEN');
    }
  });

  it('reads and changes nothing; what is on its way to it goes back to its sender', async () => {
    const there = await deliverLot(
      maker,
      distributor,
      hospital,
      { distributor: 'Atlantic', pharmacy: 'Mercy' },
      4,
    );
    const own = await registerLot(maker, 6);
    await receive(distributor, await ship(maker, atlantic, { runId: own.runId, from: 0, to: 6 }));
    const onItsWay = await ship(distributor, mercy, { runId: own.runId, from: 0, to: 3 });
    await shipmentConfirmed(distributor, onItsWay);
    const token = await prescribe(prescriber, 21);

    await suspendParty(regulator, mercy);

    expect(await refusalOf(supplyOnPaper(hospital, [there.codes[0]!]))).toBe('PARTY_NOT_ACTIVE');
    expect(await messageOf(receive(hospital, onItsWay))).toContain('suspended');
    expect(await refusalOf(receive(hospital, onItsWay))).toBe('PARTY_NOT_ACTIVE');
    expect(await refusalOf(openPrescription(hospital, token))).toBe('PARTY_NOT_ACTIVE');
    expect((await verify(hospital, there.codes[0]!)).light).toBe('GREEN');
    expect(await stockOf(hospital, there.runId, there.number)).toBe(4);

    const line = { runId: own.runId, from: 3, to: 6 };
    expect(await refusalOf(ship(distributor, mercy, line))).toBe('RECEIVER_NOT_ACTIVE');
    await settleShipment(distributor, 'recallShipment', { shipmentId: onItsWay });
    await shipmentConfirmed(distributor, onItsWay);
    expect((await shipmentOf(distributor, onItsWay))?.status).toBe('RETURNED');
    expect(await stockOf(distributor, own.runId, own.number)).toBe(6);
    expect((await agreedRun(own.runId)).segments.every(({ state }) => state === 'HELD')).toBe(true);
    expect((await agreedRun(there.runId)).statuses).toEqual([0, 0, 0, 0]);

    await reinstateParty(regulator, mercy);
    await supplyOnPaper(hospital, [there.codes[0]!]);
    expect((await agreedRun(there.runId)).statuses).toEqual([1, 0, 0, 0]);
  });
});
