import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Auditor, type Findings } from './audit.js';
import { diskFor } from './disk.js';
import type { Fault } from './faults.js';
import { Load } from './load.js';
import { FaultyNode } from './node.js';
import { stockPharmacy } from './stock.js';

/** What became of one fault. */
export interface Outcome extends Findings {
  readonly fault: string;
  /** Parts that ended by themselves and were started again. */
  readonly revived: number;
}

export interface Rehearsed {
  readonly outcomes: readonly Outcome[];
  readonly accepted: number;
  readonly packs: number;
  readonly retries: number;
  readonly signIns: number;
  readonly disk: string;
  /** Where the logs are; gone where all went well. */
  readonly folder: string;
  readonly failed: boolean;
}

export interface Plan {
  readonly faults: readonly Fault[];
  /** Packs in stock: faults that come when all is sold show nothing. */
  readonly units: number;
  readonly onOutcome?: (outcome: Outcome) => void;
}

/** Load after a fault, before the books are looked at: what was broken must go on serving. */
const AFTERWARDS_MS = 700;

/** Does faults to a node under load, one after the other, and looks at the books after each. */
export async function rehearse({ faults, units, onOutcome }: Plan): Promise<Rehearsed> {
  const folder = mkdtempSync(join(tmpdir(), 'custodia-faults-'));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user, who must pass through
  const disk = diskFor(join(folder, 'node'));
  const node = await FaultyNode.start(join(folder, 'node'));
  const outcomes: Outcome[] = [];
  const add = (outcome: Outcome) => {
    outcomes.push(outcome);
    onOutcome?.(outcome);
  };
  try {
    const load = await Load.begin(node, await stockPharmacy(node, units));
    const auditor = new Auditor(node);
    for (const fault of faults) {
      if (load.soldOut) throw new Error(`All ${units} packs are sold before ${fault.name}.`);
      const wrong = await fault.strike({ node, load, disk });
      await sleep(AFTERWARDS_MS);
      const revived = await node.revive();
      await load.pause();
      const findings = await auditor.look(load.accepted);
      add(outcomeOf(fault.name, findings, [...wrong, ...load.surprises.splice(0)], revived));
      load.resume();
    }
    await load.stop();
    add(outcomeOf('everything, at the end', await auditor.look(load.accepted, true), load.surprises, 0));
    const failed = outcomes.some(({ details }) => details.length > 0);
    const packs = load.accepted.reduce((sum, { codes }) => sum + codes.length, 0);
    const { retries, signIns, accepted } = load;
    return { outcomes, accepted: accepted.length, packs, retries, signIns, disk: disk.kind, folder, failed };
  } finally {
    await node.end();
    if (outcomes.every(({ details }) => details.length === 0)) disk.remove();
  }
}

function outcomeOf(fault: string, findings: Findings, wrong: readonly string[], revived: number): Outcome {
  const surprises = wrong.map((one) => `surprise: ${one}`);
  return { ...findings, fault, revived, details: [...findings.details, ...surprises] };
}
