'use client';

import { scannerMessage } from '@custodia/gs1';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { ScanProblem } from './scan-input';

/** Faults of the scanner's set-up: the scanner page shows the way out of them. */
export const SET_UP = new Set<string>([
  'SEPARATOR_LOST',
  'CHARACTERS_LOST',
  'CHARACTERS_ALIKE',
  'DEAD_KEYS_UNKNOWN',
  'NOT_CALIBRATED',
  'UNKNOWN_KEY',
  'AMBIGUOUS',
  'NO_SYMBOLOGY',
  'NO_END_OF_LINE',
]);

export function useProblemTitle(): (problem: ScanProblem) => string {
  const t = useTranslations('scanner.problem');
  return useCallback(({ kind }) => t(`${kind}.title`), [t]);
}

/** What was scanned instead, and what to do. */
export function ProblemText({ problem }: { problem: ScanProblem }) {
  const t = useTranslations('scanner');
  const { kind, code, fault } = problem;
  const words = () => {
    if (code !== undefined) return t.has(`advice.${code}`) ? t(`advice.${code}`) : scannerMessage(code);
    if (kind !== 'gs1' && kind !== 'unreadable') return t(`problem.${kind}.text`);
    const key = `fault.${fault?.code}` as 'fault.SEPARATOR_LOST';
    return t.has(key) ? t(key) : t('fault.OTHER');
  };
  return (
    <>
      {words()}
      {SET_UP.has(code ?? fault?.code ?? '') && (
        <>
          {' '}
          <Link href="/scanner">{t('setUp')}</Link>
        </>
      )}
    </>
  );
}
