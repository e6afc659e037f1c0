import { readCode } from '@custodia/gs1';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/index.js';
import { newId } from '../../platform/ids/index.js';
import { unitInWord, UnitsReader, type UnitRow } from '../custody/index.js';
import { GuessBrake } from './guess-brake.js';
import { answerOf, type CheckedUnit, type PackAnswer } from './pack-check.rules.js';
import { effectiveStatus } from './unit-status.rules.js';

/** Answers patients what the pack in their hand is. Unlike a scan at work, it is written down nowhere. */
@Injectable()
export class PackCheckService {
  constructor(
    private readonly units: UnitsReader,
    private readonly brake: GuessBrake,
  ) {}

  async check({ userId }: Actor, code: string): Promise<{ answer: PackAnswer; productName: string | null }> {
    const reading = readCode(code);
    if (reading.kind !== 'pack') return { answer: 'NO_PACK_CODE', productName: null };
    await this.brake.turn(userId);
    const { gtin, lot, serial } = reading.pack;
    // A patient asks from no site.
    const { product, unit } = await this.units.ofPack({ gtin, lot, serial, siteId: newId() });
    const answer = answerOf(unit && checked(unit), new Date().toISOString().slice(0, 10));
    if (answer === 'UNKNOWN') this.brake.note(userId);
    return { answer, productName: product?.name ?? null };
  }
}

/** Null where the ledger has refused the run: its serials are nobody's. */
function checked(row: UnitRow): CheckedUnit | null {
  const { registeredDay, registering, recalled, withdrawn, held, expiry, word, idx, pending } = row;
  if (registeredDay === null && !registering) return null;
  // Whoever locks it, the patient is told the same.
  const status = effectiveStatus(unitInWord(word, idx).status, pending ?? [], null);
  return { recalled, withdrawn, held, expiry, status };
}
