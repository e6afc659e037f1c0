import { requirePack } from '@custodia/gs1';
import { ChainRpc } from '@custodia/ledger';
import { expect, inject } from 'vitest';
import { CAPSULES_IN_PACK, dispense, fillOf, openPrescription, prescribe, type Dispensing } from './acts.js';
import { newKey, until, type Client } from './client.js';

/** A line of a visit as the pharmacy's list of the day has it. */
export interface LineView {
  readonly id: string;
  readonly status: string;
  readonly quantity: number;
  readonly refusal: string | null;
  readonly substitutionReason: string | null;
  readonly irregularReason: string | null;
  readonly packLeft: boolean;
}

export interface VisitView {
  readonly id: string;
  readonly status: string;
  readonly basis: string;
  readonly collector: string | null;
  readonly paperReference: string | null;
  readonly note: string | null;
  readonly eventTime: string;
  readonly recordedAt: string;
  readonly irregular: boolean;
  readonly user: string;
  readonly site: { name: string };
  readonly lines: LineView[];
}

/** A visit once the ledger has said its word on every pack. */
export async function visitOf(client: Client, id: string): Promise<VisitView> {
  const { dispensing } = await until(
    () =>
      client.ask<{ dispensing: VisitView }>(
        `query ($id: ID!) { dispensing(id: $id) {
           id status basis collector paperReference note eventTime recordedAt irregular user site { name }
           lines { id status quantity refusal substitutionReason irregularReason packLeft }
         } }`,
        { id },
      ),
    (answer) => answer.dispensing.lines.every(({ status }) => !status.includes('PENDING')),
  );
  return dispensing;
}

/** Packs handed out on a paper prescription: the shortest way to a supply. */
export function supplyOnPaper(
  pharmacy: Client,
  codes: readonly string[],
  more: object = {},
): Promise<Dispensing> {
  const lines = codes.map((scan) => ({ scan }));
  return dispense(pharmacy, { basis: 'PAPER', paperReference: 'Rx 77', lines, ...more });
}

/** A pack that was handed out two hours ago on a permission which has run out when the ledger hears of it. */
export async function refusedAfterHandOut(
  pharmacy: Client,
  prescriber: Client,
  code: string,
): Promise<VisitView> {
  const opened = await openPrescription(pharmacy, await prescribe(prescriber, CAPSULES_IN_PACK));
  const [item] = opened.items;
  // It holds for two minutes more; the ledger's clock is five ahead.
  const fill = await fillOf(opened, item!, CAPSULES_IN_PACK, undefined, 120);
  const back = await ledgerAhead(300);
  try {
    const { id } = await dispense(pharmacy, {
      basis: 'E_PRESCRIPTION',
      prescriptionId: opened.id,
      contentKey: opened.contentKey,
      eventTime: new Date(Date.now() - 2 * 3_600_000).toISOString(),
      lines: [{ scan: code, itemId: item!.id, quantity: CAPSULES_IN_PACK }],
      fills: [fill],
    });
    const refused = await visitOf(pharmacy, id);
    expect(refused.lines).toMatchObject([{ status: 'HANDED_OUT_REFUSED', refusal: 'VoucherExpired' }]);
    return refused;
  } finally {
    await back();
  }
}

/** Puts the ledger's clock ahead. @returns What puts it right again. */
export async function ledgerAhead(seconds: number): Promise<() => Promise<void>> {
  const ledger = new ChainRpc(inject('ledgerUrl'));
  await ledger.call('evm_increaseTime', [seconds]);
  return async () => {
    await ledger.call('evm_setTime', [Math.floor(Date.now() / 1000)]);
  };
}

/** What a scanner reads off a pack on which another expiry is printed. */
export const expiring = (code: string, day: string): string =>
  code.replace(/^(\]d201\d{14}17)\d{6}/, `$1${day}`);

const mutation =
  (name: string, type: string, fields = '{ id }') =>
  async (client: Client, input: object): Promise<{ id: string }> => {
    const answer = await client.ask<Record<string, { id: string }>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`,
      { input: { idempotencyKey: newKey(), ...input } },
    );
    return answer[name]!;
  };

export const undo = mutation('undoDispense', 'UndoDispenseInput');
export const report = mutation('reportSupply', 'ReportSupplyInput');
export const correctPatient = mutation('correctPatient', 'CorrectPatientInput');
export const recordNotDispensed = mutation('recordNotDispensed', 'NotDispensedInput');
export const settleOwed = mutation('settleOwed', 'SettleOwedInput');
export const claim = mutation('claimUnits', 'ClaimInput');
export const decommission = mutation('decommission', 'DecommissionInput');
export const reportMissing = mutation('reportMissing', 'ReportMissingInput');

/** The supply that a pharmacy writes down after it happened. */
export function reportOnPaper(
  pharmacy: Client,
  codes: readonly string[],
  { hoursAgo, ...more }: { hoursAgo: number } & Record<string, unknown>,
): Promise<{ id: string }> {
  return report(pharmacy, {
    reason: 'LATE_ENTRY',
    basis: 'PAPER',
    paperReference: 'Rx 78',
    eventTime: new Date(Date.now() - hoursAgo * 3_600_000).toISOString(),
    lines: codes.map((scan) => ({ scan, quantity: CAPSULES_IN_PACK })),
    fills: [],
    ...more,
  });
}

export interface VerdictView {
  readonly type: string;
  readonly code: string;
  readonly light: string;
  readonly headline: string;
  readonly nextStep: string;
}

/** What the scan box says about a code. */
export async function verify(client: Client, data: string, mode = 'VERIFY'): Promise<VerdictView> {
  const { verify: verdict } = await client.ask<{ verify: VerdictView }>(
    `query ($scan: ScanInput!) {
       verify(scan: $scan) { type: __typename ... on VerdictCard { code light headline nextStep } }
     }`,
    { scan: { data, channel: 'WEDGE', mode } },
  );
  return verdict;
}

export interface AlertView {
  readonly id: string;
  readonly rule: string;
  readonly serial: string | null;
  readonly finding: string;
  readonly sites: { name: string }[];
  readonly facts: { readonly serial: string | null };
  readonly incident: { readonly id: string };
}

/** Alerts about a pack that this reader may see, newest first. */
export async function alertsAbout(client: Client, code: string): Promise<AlertView[]> {
  const serial = serialOf(code);
  const { alerts } = await client.ask<{ alerts: { nodes: AlertView[] } }>(
    '{ alerts(first: 100) { nodes { id rule serial finding facts { serial } sites { name } incident { id } } } }',
  );
  return alerts.nodes.filter((alert) => alert.serial === serial);
}

/** Until an alert of this rule about the pack is there. */
export async function untilAlerted(client: Client, code: string, rule: string): Promise<AlertView> {
  const alerts = await until(
    () => alertsAbout(client, code),
    (all) => all.some((alert) => alert.rule === rule),
  );
  return alerts.find((alert) => alert.rule === rule)!;
}

/** The serial of a pack's code. */
export function serialOf(code: string): string {
  return requirePack(code, { currentYear: new Date().getUTCFullYear() }).serial;
}

/** The incident of an alert about a pack: it comes some time after the counter was refused. */
export async function incidentAbout(regulator: Client, code: string): Promise<string> {
  const [alert] = await until(
    () => alertsAbout(regulator, code),
    (alerts) => alerts.length > 0,
  );
  return alert!.incident.id;
}
