import { receive, ship, type BenchLot } from '../goods.js';
import type { Row } from '../report.js';
import type { Rig } from '../rig.js';
import type { Session } from '../session.js';
import type { Sizes } from '../settings.js';

/** A large shipment comes in: every serial is checked against the root that the ledger holds. */
export async function goodsInPart(
  rig: Rig,
  { maker, distributor, lot }: { maker: Session; distributor: Session; lot: BenchLot },
  { goodsIn }: Sizes,
): Promise<Row[]> {
  const shipment = await ship(rig, maker, 'Atlantic', lot, [0, goodsIn]);
  const started = performance.now();
  await receive(rig, distributor, shipment);
  return [
    {
      id: 'goodsin.100k',
      what: `goods-in of ${goodsIn.toLocaleString('en')} units, every serial checked, until the ledger has it`,
      value: (performance.now() - started) / 1_000,
      unit: 's',
    },
  ];
}
