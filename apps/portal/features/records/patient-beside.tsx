'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MedicineWarnings } from '@/features/warnings/medicine-warnings';
import type { Warned } from '@/features/warnings/use-warned';
import type { Candidate } from '@/features/warnings/warnings';
import type { RecordLine } from './entry-list';
import { PairForm } from './pair-form';
import { PatientAccess } from './patient-access';
import type { RecordPairing } from './records.documents';
import { TherapyCheck } from './therapy-check';
import { useTherapyCheck, type TaggedPatient } from './use-therapy-check';

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
  const [tagged, setTagged] = useState<TaggedPatient>();
  const [lines, setLines] = useState<readonly RecordLine[]>();
  const check = useTherapyCheck(tagged, candidates);
  const warnings = (
    <MedicineWarnings
      candidates={candidates}
      lines={lines}
      supplied={check.supplied}
      warned={warned}
      isAsked={isAsked}
      onLeaveOut={onLeaveOut}
    />
  );
  if (!pairing)
    return (
      <>
        {warnings}
        <PairForm
          onPaired={(paired, tagKey) => {
            setPairing(paired);
            setTagged(tagKey ? { pseudonym: paired.pseudonym, tagKey } : undefined);
          }}
        />
      </>
    );
  return (
    <>
      {warnings}
      {tagged && <TherapyCheck {...check} isAskedFor={candidates.length > 0} />}
      <PatientAccess pairing={pairing} onRead={setLines} />
      <Button
        variant="default"
        onClick={() => {
          setPairing(undefined);
          setTagged(undefined);
          setLines(undefined);
        }}
      >
        {t('beside.other')}
      </Button>
    </>
  );
}
