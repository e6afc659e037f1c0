'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient } from 'urql';
import type { ScanInput } from '@/features/scanning/scan-input';
import { useCarryScan, useScans } from '@/features/scanning/scanner-provider';
import { playSound } from '@/features/scanning/sounds';
import { failureOf, type Failure } from '@/lib/failure';
import { ShipmentsQuery } from './custody.documents';

/**
 * Finds the open shipment that a scanned carton, pallet or pack is part of, and opens it. What arrives is counted there:
 * nobody has to scan it twice.
 */
export function useShipmentScan({ direction, base }: { direction: 'INBOUND' | 'OUTBOUND'; base: string }): {
  failure: Failure | undefined;
} {
  const t = useTranslations('custody');
  const client = useClient();
  const router = useRouter();
  const carry = useCarryScan();
  const [failure, setFailure] = useState<Failure>();

  const find = async (search: string, scan: ScanInput) => {
    const { data, error } = await client
      .query(ShipmentsQuery, { direction, open: true, search, first: 2 }, { requestPolicy: 'network-only' })
      .toPromise();
    const [only, another] = data?.shipments.nodes ?? [];
    if (only && !another) {
      setFailure(undefined);
      if (direction === 'INBOUND') {
        carry(scan, `${base}/${only.id}`);
        return;
      }
      playSound('green');
      router.push(`${base}/${only.id}`);
      return;
    }
    playSound('amber');
    if (error) setFailure(failureOf(error));
    else setFailure({ code: 'SCAN_OF_NO_SHIPMENT', message: t(another ? 'scanOfSeveral' : 'scanOfNone') });
  };
  useScans({
    takes: ['pack', 'logistic'],
    onScan: (scan) => {
      const { reading } = scan;
      if (reading.kind === 'logistic') void find(reading.sscc, scan);
      if (reading.kind === 'pack') void find(reading.pack.lot, scan);
    },
  });
  return { failure };
}
