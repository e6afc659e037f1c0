'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { useInteractions } from '@/features/warnings/use-interactions';
import type { Warned } from '@/features/warnings/use-warned';
import { WarningAnswer } from '@/features/warnings/warning-answer';
import { WarningNotes } from '@/features/warnings/warning-notes';
import { warningsFor, type Candidate } from '@/features/warnings/warnings';
import type { RecordLine } from './entry-list';
import { PairForm } from './pair-form';
import { PatientAccess } from './patient-access';
import type { RecordPairing } from './records.documents';

/** A patient's medicines beside what is handed out, where the patient allows it. */
export function PatientBeside({
  candidates,
  warned,
  isAsked,
  onLeaveOut,
}: {
  candidates: readonly Candidate[];
  warned: Warned;
  /** Whether it is still to be decided: what was handed out already is not left out any more. */
  isAsked: boolean;
  onLeaveOut: (candidate: string) => void;
}) {
  const t = useTranslations('record');
  const [pairing, setPairing] = useState<RecordPairing>();
  const [lines, setLines] = useState<readonly RecordLine[]>();
  const interactions = useInteractions();
  const { list } = interactions;
  const warnings = useMemo(
    () => (lines ? warningsFor(candidates, lines, list?.pairs ?? [], Date.now()) : []),
    [candidates, lines, list],
  );
  const { setWarnings } = warned;
  useEffect(() => {
    setWarnings(warnings);
    return () => setWarnings([]);
  }, [setWarnings, warnings]);
  if (!pairing) return <PairForm onPaired={setPairing} />;
  return (
    <>
      <WarningNotes
        warnings={warnings}
        interactions={interactions}
        answer={
          isAsked
            ? (warning) => <WarningAnswer warning={warning} warned={warned} onLeaveOut={onLeaveOut} />
            : undefined
        }
      />
      <PatientAccess pairing={pairing} onRead={setLines} />
      <Button
        variant="default"
        onClick={() => {
          setPairing(undefined);
          setLines(undefined);
        }}
      >
        {t('beside.other')}
      </Button>
    </>
  );
}
