'use client';

import type { PrescriptionToken } from '@custodia/ledger/prescription-token';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { prescriptionTokenOf } from '@/features/prescriptions/prescription-text';
import { failureOf, type Failure } from '@/lib/failure';
import { OpenPrescriptionQuery, type OpenedPrescription } from './dispensing.documents';

/** An opened prescription with what its token derives. Held in memory only. */
export interface OpenRx {
  readonly token: PrescriptionToken;
  readonly contentKey: string;
  readonly opened: OpenedPrescription;
}

/** Opens the prescription of a scanned or pasted code. */
export function useOpenedRx() {
  const client = useClient();
  const [rx, setRx] = useState<OpenRx>();
  const [opening, setOpening] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const open = useCallback(
    async (text: string): Promise<OpenRx | undefined> => {
      setOpening(true);
      setFailure(undefined);
      const tokens = await import('@custodia/ledger/prescription-token');
      try {
        const token = tokens.parsePrescriptionToken(prescriptionTokenOf(text));
        const contentKey = await tokens.contentKey(token);
        const { data, error } = await client
          .query(
            OpenPrescriptionQuery,
            { id: token.prescriptionId, contentKey },
            { requestPolicy: 'network-only' },
          )
          .toPromise();
        if (error) setFailure(failureOf(error));
        if (!data) return undefined;
        const found = { token, contentKey, opened: data.openPrescription };
        setRx(found);
        return found;
      } catch (error) {
        if (!(error instanceof tokens.PrescriptionTokenError)) throw error;
        setFailure({ code: 'NOT_A_PRESCRIPTION', message: error.message });
        return undefined;
      } finally {
        setOpening(false);
      }
    },
    [client],
  );
  const close = useCallback(() => {
    setRx(undefined);
    setFailure(undefined);
  }, []);
  return { rx, opening, failure, open, close };
}
