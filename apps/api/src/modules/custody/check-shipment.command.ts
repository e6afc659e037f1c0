import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CliCommand, type Command } from '../../platform/cli/index.js';
import { isId } from '../../platform/ids/index.js';
import { SerialProofs } from '../lots/index.js';
import { CustodyReader } from './custody.reader.js';

export interface CheckedLine {
  readonly lotNumber: string;
  readonly units: number;
  readonly proven: boolean;
}

const HELP = 'check every serial of a shipment against the ledger: goods-in:check <shipment id>';

/** Checks a shipment as goods-in does, without taking it in: for auditors, and before a large receipt. */
@Injectable()
@CliCommand('goods-in:check', HELP)
export class CheckShipmentCommand implements Command {
  constructor(
    private readonly database: DataSource,
    private readonly custody: CustodyReader,
    private readonly serials: SerialProofs,
  ) {}

  async run([shipmentId = '']: readonly string[]): Promise<void> {
    const lines = await this.check(shipmentId, (checked, of) => {
      process.stdout.write(`  ${checked} of ${of} serials\n`);
    });
    for (const { lotNumber, units, proven } of lines) {
      process.stdout.write(
        `Lot ${lotNumber}, ${units} packs: ${proven ? 'proven' : 'NOT what its maker put on the ledger'}\n`,
      );
    }
    if (lines.some(({ proven }) => !proven)) throw new Error('Put the goods aside and call the maker.');
  }

  /** @param onProgress told how many serials of the shipment were looked at, and how many there are */
  async check(shipmentId: string, onProgress: (checked: number, of: number) => void): Promise<CheckedLine[]> {
    const lines: { runId: number; start: number; end: number }[] = isId(shipmentId)
      ? await this.database.query(
          `SELECT run_id AS "runId", start, "end" FROM shipment_line WHERE shipment_id = $1 ORDER BY run_id, start`,
          [shipmentId],
        )
      : [];
    if (lines.length === 0) throw new Error(`There is no shipment ${shipmentId}.`);
    const of = lines.reduce((sum, { start, end }) => sum + end - start, 0);
    const runs = await this.custody.runs(lines.map(({ runId }) => runId));
    const checked: CheckedLine[] = [];
    let before = 0;
    for (const { runId, start, end } of lines) {
      const { root, lotNumber } = runs.get(runId)!;
      const told = (units: number) => onProgress(before + units, of);
      const proven = await this.serials.areCommitted(runId, start, end, root, undefined, told);
      before += end - start;
      checked.push({ lotNumber, units: end - start, proven });
    }
    return checked;
  }
}
