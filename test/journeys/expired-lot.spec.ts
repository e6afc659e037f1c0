import { describe, expect, it } from 'vitest';
import { deliverLot, ship, siteNamed } from './acts.js';
import { agreedRun, whileExpired } from './agreement.js';
import { cast } from './cast.js';
import { refusalOf } from './client.js';
import { expiring, reportOnPaper, supplyOnPaper, verify, visitOf } from './counter-acts.js';

const { maker, distributor, pharmacy } = await cast('maker', 'distributor', 'pharmacy');
const HARBOR = { distributor: 'Atlantic', pharmacy: 'Harbor' };

describe('an expired lot', () => {
  it('is neither supplied nor shipped on; what was handed out before is reported', async () => {
    const lot = await deliverLot(maker, distributor, pharmacy, HARBOR, 2);
    const code = expiring(lot.codes[0]!, '200131');
    const warehouse = await siteNamed(pharmacy, 'Atlantic');
    await whileExpired(lot.lotId, '2020-01-31', async () => {
      expect(await verify(pharmacy, code)).toMatchObject({ type: 'Expired', code: 'EXPIRED', light: 'RED' });
      expect(await refusalOf(supplyOnPaper(pharmacy, [code]))).toBe('LOT_EXPIRED');
      expect(await refusalOf(ship(pharmacy, warehouse, { runId: lot.runId, from: 0, to: 2 }))).toBe(
        'LOT_EXPIRED',
      );
      expect((await agreedRun(lot.runId)).statuses).toEqual([0, 0]);

      const { id } = await reportOnPaper(pharmacy, [code], { hoursAgo: 4 });
      expect((await visitOf(pharmacy, id)).lines).toMatchObject([{ status: 'IRREGULAR' }]);
    });
    const { statuses } = await agreedRun(lot.runId);
    expect(statuses[0]).not.toBe(0);
    expect(statuses[1]).toBe(0);
  });
});
