'use client';

import { readOpening } from '@custodia/vault';
import { usedLooks } from '@custodia/vault/nodes';
import { useEffect, useState } from 'react';
import { bytesOf } from './bytes';
import { standingOf } from './consent-standing';
import { DOORS } from './doors';
import { isOnce } from './once-looks';
import { useRecord } from './open-record';
import type { OpenRecord } from './record';
import type { AccessRequest } from './records.documents';
import { vaultFailure } from './vault-failure';

const LOOK_EVERY_MS = 5_000;

type Opened = readonly (readonly [id: string, opening: string])[];

/**
 * When what was allowed for one look was looked at, by request, as two nodes say. They are asked again for as long as a
 * look can still be taken.
 */
export function useUsedLooks(requests: readonly AccessRequest[] | undefined): ReadonlyMap<string, Date> {
  const { record } = useRecord();
  const [used, setUsed] = useState<ReadonlyMap<string, Date>>(new Map());
  const once = requests?.filter(({ consent }) => consent && isOnce(consent)) ?? [];
  const isWaiting = once.some(
    ({ id, consent }) => !used.has(id) && ['sending', 'active'].includes(standingOf(consent!, Date.now())),
  );
  // A list that is loaded anew is the same as long as its words are.
  const asked = JSON.stringify(once.map(({ id, consent }) => [id, consent!.opening]));
  useEffect(() => {
    const opened = JSON.parse(asked) as Opened;
    if (opened.length === 0) return;
    let current = true;
    const ask = () =>
      usedOf(record, opened).then(
        (found) => current && setUsed(found),
        (error: unknown) => {
          // Without the nodes' word a look counts as not taken; a fault of ours goes on.
          vaultFailure(error);
        },
      );
    void ask();
    const timer = isWaiting ? setInterval(() => void ask(), LOOK_EVERY_MS) : undefined;
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [record, asked, isWaiting]);
  return used;
}

async function usedOf({ keys, gate, realm }: OpenRecord, opened: Opened): Promise<Map<string, Date>> {
  const times = await usedLooks(DOORS, gate, keys);
  const found = await Promise.all(
    opened.map(async ([id, opening]): Promise<[string, Date][]> => {
      const { consent } = await readOpening(bytesOf(opening), realm, keys.pseudonym);
      const time = times.get(consent);
      return time === undefined ? [] : [[id, new Date(time * 1000)]];
    }),
  );
  return new Map(found.flat());
}
