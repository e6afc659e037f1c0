import { toHex } from '@custodia/ledger';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../config.js';
import { systemActor } from '../../platform/access/index.js';
import { CliCommand, type Command } from '../../platform/cli/index.js';
import { ColumnSeal, openWithAny, secretKeys } from '../../platform/secrets/index.js';
import { UnitOfWork } from '../../platform/work/index.js';
import { openRunSecret, sealRunSecret } from './run-secret.js';

const AT_A_GO = 500;

interface RunRow {
  id: number;
  secret: Buffer;
  ledgerLotId: Buffer;
}

/** What the node's secret key seals by itself: the data keys of columns, and the lot secrets of runs. */
@Injectable()
@CliCommand('secrets:rewrap', 'seal with SECRET_KEY what SECRET_KEY_PREVIOUS has sealed; work goes on')
export class RewrapSecretsCommand implements Command {
  constructor(
    private readonly database: DataSource,
    private readonly work: UnitOfWork,
    private readonly seal: ColumnSeal,
    private readonly config: Config,
  ) {}

  /** Ended half-way, it can be run again. */
  async run(): Promise<void> {
    if (!this.config.previousSecretKey)
      throw new Error('Set the key before as SECRET_KEY_PREVIOUS, and the new one as SECRET_KEY.');
    const dataKeys = await this.seal.rewrap();
    const runs = await this.resealRuns();
    process.stdout.write(
      `Sealed anew: ${dataKeys} data keys, ${runs} lot secrets. Recovery codes of before are known by SECRET_KEY_PREVIOUS alone: whoever has some left makes new ones before it goes.\n`,
    );
  }

  async resealRuns(): Promise<number> {
    let sealed = 0;
    for (let after = 0; ;) {
      const rows = await this.database.query<RunRow[]>(
        'SELECT id, secret, ledger_lot_id AS "ledgerLotId" FROM run WHERE id > $1 ORDER BY id LIMIT $2',
        [after, AT_A_GO],
      );
      if (rows.length === 0) return sealed;
      after = rows.at(-1)!.id;
      const anew = rows.flatMap((row) => this.anew(row) ?? []);
      if (anew.length === 0) continue;
      await this.work.run(systemActor('secrets'), 'secret.reseal-runs', async (tx) => {
        for (const { id, secret } of anew)
          await tx.sql('UPDATE run SET secret = $2 WHERE id = $1', [id, secret]);
        tx.audit({ type: 'run', id: `${anew[0]!.id} to ${anew.at(-1)!.id}` }, { sealedAnew: anew.length });
      });
      sealed += anew.length;
    }
  }

  /** Undefined for one that the key of now has sealed. */
  private anew({ id, secret, ledgerLotId }: RunRow): { id: number; secret: Buffer } | undefined {
    const { secretKey } = this.config;
    const lot = toHex(ledgerLotId);
    const opened = openWithAny(secretKeys(this.config), (key) => ({
      key,
      plain: openRunSecret(secret, key, lot),
    }));
    return opened.key === secretKey ? undefined : { id, secret: sealRunSecret(opened.plain, secretKey, lot) };
  }
}
