'use client';

import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { playSound } from '@/features/scanning/sounds';
import { failureOf, type Failure } from '@/lib/failure';
import type { ResultOf } from '@/lib/graphql';
import { PackInStockQuery } from './custody.documents';

export type StockPack = ResultOf<typeof PackInStockQuery>['packInStock'];

/** Finds scanned packs in the stock, and says why one is not there. */
export function useStockScan(onFound: (pack: StockPack) => void): {
  find: (scan: string) => Promise<void>;
  failure: Failure | undefined;
} {
  const client = useClient();
  const [failure, setFailure] = useState<Failure>();
  const find = useCallback(
    async (scan: string) => {
      const { data, error } = await client
        .query(PackInStockQuery, { scan }, { requestPolicy: 'network-only' })
        .toPromise();
      playSound(data ? 'green' : 'amber');
      setFailure(error && failureOf(error));
      if (data) onFound(data.packInStock);
    },
    [client, onFound],
  );
  return { find, failure };
}
