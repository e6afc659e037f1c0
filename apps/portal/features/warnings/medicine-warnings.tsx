'use client';

import { useEffect, useMemo } from 'react';
import type { RecordLine } from '@/features/records/entry-list';
import { useInteractions } from './use-interactions';
import type { Warned } from './use-warned';
import { WarningAnswer } from './warning-answer';
import { WarningNotes } from './warning-notes';
import { warningsFor, withSupplied, type Candidate, type Supplied } from './warnings';

/** Of a record that is not open. */
const NONE: readonly RecordLine[] = [];
const NOTHING: readonly Supplied[] = [];

/** What medicines that are handed out say about each other, and a record about them, as far as it is open. */
export function MedicineWarnings({
  candidates,
  lines = NONE,
  supplied = NOTHING,
  warned,
  isAsked,
  onLeaveOut,
}: {
  candidates: readonly Candidate[];
  lines?: readonly RecordLine[] | undefined;
  /** What the nodes say was given out already, without the record. */
  supplied?: readonly Supplied[];
  warned: Warned;
  /** Whether it is still to be decided: what was handed out already is not left out any more. */
  isAsked: boolean;
  onLeaveOut: (candidate: string) => void;
}) {
  const interactions = useInteractions();
  const { list } = interactions;
  const warnings = useMemo(
    () => withSupplied(warningsFor(candidates, lines, list?.pairs ?? [], Date.now()), supplied),
    [candidates, lines, list, supplied],
  );
  const { setWarnings } = warned;
  useEffect(() => {
    setWarnings(warnings);
    return () => setWarnings([]);
  }, [setWarnings, warnings]);
  return (
    <WarningNotes
      warnings={warnings}
      interactions={interactions}
      answer={
        isAsked
          ? (warning) => <WarningAnswer warning={warning} warned={warned} onLeaveOut={onLeaveOut} />
          : undefined
      }
    />
  );
}
