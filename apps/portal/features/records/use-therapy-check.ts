'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import type { Candidate } from '@/features/warnings/warnings';
import type { Failure } from '@/lib/failure';
import { deviceAtWork } from './author';
import { askTherapies, suppliedOf, unasked, type TherapyAnswers } from './therapy';
import { vaultFailure } from './vault-failure';

/** A patient at the counter who added the key of tags to the code. */
export interface TaggedPatient {
  readonly pseudonym: string;
  readonly tagKey: string;
}

const NONE: TherapyAnswers = new Map();

/** What of a basket the patient has been given already. Each medicine is asked for once: each question is a line in the patient's log. */
export function useTherapyCheck(patient: TaggedPatient | undefined, candidates: readonly Candidate[]) {
  const client = useClient();
  const { session } = useSession();
  const [asked, setAsked] = useState<{ readonly of?: TaggedPatient; readonly answers: TherapyAnswers }>({
    answers: NONE,
  });
  const [failed, setFailed] = useState<{ readonly of: TaggedPatient; readonly failure: Failure }>();
  /** Of whom it is being asked. */
  const asking = useRef<TaggedPatient>(undefined);
  // Of another patient, nothing is known.
  const answers = asked.of === patient ? asked.answers : NONE;
  const failure = failed && failed.of === patient ? failed.failure : undefined;
  const open = useMemo(() => (patient ? unasked(candidates, answers) : []), [answers, candidates, patient]);
  useEffect(() => {
    if (!patient || failure || asking.current === patient || open.length === 0) return;
    asking.current = patient;
    // An answer about the patient before this one is nobody's.
    const ofThis = <T>(then: (value: T) => void) => {
      return (value: T) => {
        if (asking.current !== patient) return;
        asking.current = undefined;
        then(value);
      };
    };
    const { pseudonym, tagKey } = patient;
    deviceAtWork(client, session)
      .then((device) => askTherapies(pseudonym, tagKey, open, { person: session.user.name, device }))
      .then(
        ofThis((found) => setAsked({ of: patient, answers: new Map([...answers, ...found]) })),
        // A fault of ours is thrown where React sees it, and so shows as one.
        ofThis((error: unknown) => setFailed(() => ({ of: patient, failure: vaultFailure(error) }))),
      );
  }, [answers, client, failure, open, patient, session]);
  const supplied = useMemo(() => suppliedOf(candidates, answers), [answers, candidates]);
  return { supplied, isWhole: open.length === 0, failure, again: () => setFailed(undefined) };
}
