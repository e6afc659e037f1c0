import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { deliverLot } from './acts.js';
import { cast } from './cast.js';
import { supplyOnPaper, untilAlerted, verify, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy, otherPharmacy, regulator } = await cast(
  'maker',
  'distributor',
  'pharmacy',
  'otherPharmacy',
  'regulator',
);
const VERIFY = fileURLToPath(new URL('../../libs/evidence/bin/verify-evidence.mjs', import.meta.url));

interface Incident {
  id: string;
  status: string;
}
interface CaseFile {
  id: string;
  status: string;
}

/** The command as a stranger runs it. */
function check(file: string, ...more: string[]): Promise<{ code: number; printed: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [VERIFY, file, '--rpc', inject('ledgerUrl'), ...more], (error, printed) =>
      resolve({ code: error ? Number(error.code) : 0, printed }),
    );
  });
}

describe('a copied serial, from the alert to the closed case and the bundle that a stranger checks', () => {
  it('holds against the ledger alone, and not with a letter changed', async () => {
    const lot = await deliverLot(
      maker,
      distributor,
      pharmacy,
      { distributor: 'Atlantic', pharmacy: 'Harbor' },
      1,
    );
    const [code] = lot.codes as [string];
    await visitOf(pharmacy, (await supplyOnPaper(pharmacy, [code])).id);
    await verify(otherPharmacy, code);
    const alert = await untilAlerted(regulator, code, 'DUPLICATE_DISPENSE');
    const { alert: found } = await regulator.ask<{ alert: { incident: Incident } }>(
      'query ($id: ID!) { alert(id: $id) { incident { id status } } }',
      { id: alert.id },
    );
    const incidentId = found.incident.id;

    const act = async (name: string, type: string, input: object) => {
      const answer = await regulator.ask<Record<string, CaseFile>>(
        `mutation ($input: ${type}!) { ${name}(input: $input) { id status } }`,
        { input: { idempotencyKey: crypto.randomUUID(), ...input } },
      );
      return answer[name]!;
    };
    const file = await act('openCase', 'OpenCaseInput', { incidentId, text: 'Two packs, one number.' });
    await act('askInCase', 'CaseQuestionInput', { caseId: file.id, to: 'MAKER', text: 'Is the pack yours?' });
    await maker.ask(`mutation ($input: CaseAnswerInput!) { answerCase(input: $input) { id } }`, {
      input: { idempotencyKey: crypto.randomUUID(), caseId: file.id, text: 'The number is.', toMaker: true },
    });
    const closing = { caseId: file.id, code: 'CONFIRMED_FALSIFIED', text: 'The second pack is a copy.' };
    expect((await act('closeCase', 'CloseCaseInput', closing)).status).toBe('CLOSED');

    const { makeEvidence } = await regulator.ask<{ makeEvidence: { id: string; download: string } }>(
      'mutation ($input: MakeEvidenceInput!) { makeEvidence(input: $input) { id download } }',
      { input: { idempotencyKey: crypto.randomUUID(), incidentId } },
    );
    expect((await pharmacy.fetch(makeEvidence.download)).status).toBe(403);
    const text = await (await regulator.fetch(makeEvidence.download)).text();
    const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
    try {
      const path = join(folder, 'bundle.json');
      await writeFile(path, text);
      const contracts = Object.values(
        (JSON.parse(text) as { chain: { contracts: object } }).chain.contracts,
      ).join();
      await expect
        .poll(() => check(path, '--contracts', contracts), { timeout: 60_000, interval: 500 })
        .toMatchObject({ code: 0 });
      expect((await check(path)).code).toBe(3);
      await writeFile(path, text.replace('"closingNote":"The second', '"closingNote":"the second'));
      expect((await check(path, '--contracts', contracts)).code).toBe(1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
