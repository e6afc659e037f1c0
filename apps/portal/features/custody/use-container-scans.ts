'use client';

import { isSscc, readCode } from '@custodia/gs1';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { failureOf, type Failure } from '@/lib/failure';
import { ContainerQuery, type Container } from './custody.documents';

export interface ContainerScans {
  readonly list: readonly Container[];
  readonly failure: Failure | undefined;
  readonly add: (text: string) => Promise<void>;
  readonly remove: (sscc: string) => void;
}

/** Containers of a form, by the text of their scanned label or the 18 digits typed. */
export function useContainerScans(): ContainerScans {
  const client = useClient();
  const [list, setList] = useState<readonly Container[]>([]);
  const [failure, setFailure] = useState<Failure>();

  const add = useCallback(
    async (text: string) => {
      setFailure(undefined);
      const sscc = ssccOf(text);
      if (sscc === undefined) {
        setFailure({ code: 'NOT_A_CONTAINER', message: 'This is not the label of a carton or pallet.' });
        return;
      }
      const { data, error } = await client
        .query(ContainerQuery, { sscc }, { requestPolicy: 'network-only' })
        .toPromise();
      if (error) setFailure(failureOf(error));
      else if (!data?.container)
        setFailure({ code: 'NO_SUCH_CONTAINER', message: 'No such container is known here.' });
      else {
        const found = data.container;
        setList((before) => [...before.filter((other) => other.sscc !== found.sscc), found]);
      }
    },
    [client],
  );
  const remove = useCallback(
    (sscc: string) => setList((before) => before.filter((one) => one.sscc !== sscc)),
    [],
  );
  return { list, failure, add, remove };
}

function ssccOf(text: string): string | undefined {
  const digits = text.replace(/\s/g, '').replace(/^\(00\)/, '');
  if (isSscc(digits)) return digits;
  const reading = readCode(text);
  return reading.kind === 'logistic' ? reading.sscc : undefined;
}
