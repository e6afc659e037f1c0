import { checkDigit } from '@custodia/gs1';
import { beforeAll, describe, expect, it } from 'vitest';
import { AMOXICILLIN, deliverLot, type RegisteredLot } from './acts.js';
import { cast } from './cast.js';
import { newKey, refusalOf, until, type Client } from './client.js';
import { alertsAbout, serialOf, supplyOnPaper, untilAlerted, verify, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy, regulator } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'regulator',
);
let lot: RegisteredLot;
let used = 0;
const freshPack = (): string => lot.codes[used++]!;
beforeAll(async () => {
  lot = await deliverLot(maker, distributor, pharmacy, { distributor: 'Atlantic', pharmacy: 'Harbor' }, 12);
});

/** A GTIN of the prefix that GS1 keeps for examples, without its check digit. */
const EXAMPLE = '0952100000001';

/** The same code with another serial, which the maker never made. */
let forged = 0;
const withForgedSerial = (code: string): string =>
  code.replace(serialOf(code), `FORGED${Date.now().toString(36).toUpperCase()}${forged++}`);

describe('no alert is raised', () => {
  it.each([
    ['a shop code', ']E00307812613764'.slice(0, 16), 'GREY'],
    ['an advertising link', 'https://northwind.example/amoxicillin', 'GREY'],
    ['half a code', ']d201003078126137641727', 'GREY'],
  ])('by %s: it is no verdict on a pack', async (_, data, light) => {
    expect(await verify(pharmacy, data)).toMatchObject({ light });
  });

  it('by a product that nobody registered here', async () => {
    const foreign = freshPack().replace(AMOXICILLIN, `${EXAMPLE}${checkDigit(EXAMPLE)}`);
    expect((await verify(pharmacy, foreign)).type).toBe('UnknownProduct');
  });

  it('by a serial that is read wrong once, nor by a scanner that garbles one letter', async () => {
    const unknown = withForgedSerial(freshPack());
    expect(await verify(pharmacy, unknown)).toMatchObject({ type: 'UnknownSerial', light: 'RED' });
    const code = freshPack();
    const serial = serialOf(code);
    const garbled = code.replace(serial, serial.toLowerCase());
    expect(await verify(pharmacy, garbled)).toMatchObject({ code: 'SERIAL_SCAN_FAULT' });
    expect(await alertsAbout(regulator, unknown)).toEqual([]);
    expect(await alertsAbout(regulator, garbled)).toEqual([]);
  });

  it('by a pharmacy that scans its own dispensed pack once more', async () => {
    const code = freshPack();
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [code])).id);
    expect((await verify(pharmacy, code)).type).toBe('DispensedHere');
    expect(await refusalOf(supplyOnPaper(pharmacy, [code]))).toBe('ALREADY_SUPPLIED');
    // What is dispatched after it is there: then so would this be.
    const other = withForgedSerial(code);
    await readTwice(other);
    await untilAlerted(regulator, other, 'UNKNOWN_SERIAL');
    expect(await alertsAbout(regulator, code)).toEqual([]);
  });
});

/** By the scanner and by hand: two readings that do not depend on one another. */
async function readTwice(code: string): Promise<void> {
  for (const channel of ['WEDGE', 'TYPED']) {
    await pharmacy.ask('query ($scan: ScanInput!) { verify(scan: $scan) { __typename } }', {
      scan: { data: code, channel },
    });
  }
}

describe('an alert is raised', () => {
  it('by an unknown serial that was read twice independently, with its evidence', async () => {
    const code = withForgedSerial(freshPack());
    await readTwice(code);
    const alert = await untilAlerted(regulator, code, 'UNKNOWN_SERIAL');
    expect(alert).toMatchObject({ finding: 'SERIAL_READ_TWICE', facts: { serial: serialOf(code) } });
  });

  it('by a lot or an expiry that is not what the maker registered', async () => {
    const code = freshPack();
    const mismatched = code.replace(/17\d{6}/, '17300101');
    expect(await verify(otherPharmacy, mismatched)).toMatchObject({ type: 'RecordMismatch', light: 'RED' });
    expect(await refusalOf(supplyOnPaper(otherPharmacy, [mismatched]))).toBe('RECORD_MISMATCH');
    await untilAlerted(regulator, code, 'RECORD_MISMATCH');
  });

  it('once, however often the same is tried on the same day', async () => {
    const code = freshPack();
    for (let tries = 0; tries < 3; tries++) {
      expect(await refusalOf(supplyOnPaper(otherPharmacy, [code]))).toBe('NOT_HOLDER');
    }
    await untilAlerted(regulator, code, 'NOT_IN_CUSTODY');
    const later = freshPack();
    await refusalOf(supplyOnPaper(otherPharmacy, [later]));
    await untilAlerted(regulator, later, 'NOT_IN_CUSTODY');
    expect(await alertsAbout(regulator, code)).toHaveLength(1);
  });
});

describe('an incident', () => {
  const close = (by: Client, incidentId: string, note: string) =>
    by.ask('mutation ($input: CloseIncidentInput!) { closeIncident(input: $input) { id } }', {
      input: { idempotencyKey: newKey(), incidentId, code: 'PHARMACY_PROCEDURE', note },
    });

  it('is taken and closed by the regulator, with what was found', async () => {
    const code = freshPack();
    await refusalOf(supplyOnPaper(otherPharmacy, [code]));
    const { id } = await untilAlerted(regulator, code, 'NOT_IN_CUSTODY');
    const read = async () => {
      const { alert } = await regulator.ask<{
        alert: {
          status: string;
          assignee: string | null;
          incident: { id: string; status: string; closingNote: string | null };
        };
      }>('query ($id: ID!) { alert(id: $id) { status assignee incident { id status closingNote } } }', {
        id,
      });
      return alert;
    };
    const { incident } = await read();
    expect(await refusalOf(close(otherPharmacy, incident.id, 'It was us'))).toBe('FORBIDDEN');
    expect(await refusalOf(close(maker, incident.id, 'It was them'))).toBe('FORBIDDEN');
    expect(await refusalOf(close(regulator, incident.id, ' '))).toBe('BAD_INPUT');

    await regulator.ask('mutation ($id: ID!) { takeAlert(id: $id) { id } }', { id });
    expect(await read()).toMatchObject({ assignee: 'Nora Lindqvist' });
    await close(regulator, incident.id, 'Delivery was not received in the system');
    expect(await read()).toMatchObject({
      status: 'CLOSED',
      incident: { status: 'CLOSED', closingNote: 'Delivery was not received in the system' },
    });
    expect(await refusalOf(close(regulator, incident.id, 'Again'))).toBe('INCIDENT_CLOSED');
  });

  it('gathers what has one cause', async () => {
    const code = freshPack();
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [code])).id);
    expect((await verify(otherPharmacy, code)).type).toBe('DispensedElsewhere');
    await refusalOf(supplyOnPaper(otherPharmacy, [code]));
    const { alerts } = await until(
      () =>
        regulator.ask<{
          alerts: {
            nodes: { serial: string | null; incident: { id: string; sites: number; score: number } }[];
          };
        }>('{ alerts(first: 50) { nodes { serial incident { id sites score } } } }'),
      ({ alerts: { nodes } }) => nodes.some(({ serial }) => serial === serialOf(code)),
    );
    const incidents = alerts.nodes
      .filter(({ serial }) => serial === serialOf(code))
      .map(({ incident }) => incident);
    expect(new Set(incidents.map(({ id }) => id)).size).toBe(1);
    expect(incidents[0]!.score).toBeGreaterThan(0);
  });
});
