'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { RecordLine } from './entry-list';
import { ONC_PAIRS } from './onc-pairs';
import { PairForm } from './pair-form';
import { PatientAccess } from './patient-access';
import type { RecordPairing } from './records.documents';
import { WarningNotes } from './warning-notes';
import { warningsFor, type Candidate } from './warnings';

/** A patient's medicines beside what is handed out, where the patient allows it. */
export function PatientBeside({ candidates }: { candidates: readonly Candidate[] }) {
  const t = useTranslations('record');
  const [pairing, setPairing] = useState<RecordPairing>();
  const [lines, setLines] = useState<readonly RecordLine[]>();
  const warnings = useMemo(
    () => (lines ? warningsFor(candidates, lines, ONC_PAIRS, Date.now()) : []),
    [candidates, lines],
  );
  if (!pairing) return <PairForm onPaired={setPairing} />;
  return (
    <>
      <WarningNotes warnings={warnings} />
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
