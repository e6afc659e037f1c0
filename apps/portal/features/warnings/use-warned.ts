'use client';

import { useCallback, useMemo, useState } from 'react';
import { useAction } from '@/lib/use-action';
import { NO_ANSWER, answeredOf, keyOf, overriddenOf, type Answers, type WarningAnswer } from './answers';
import type { Warning } from './warnings';
import { CountWarningsMutation } from './warnings.documents';

/** Warnings on a screen, what is answered to each, and how that is counted. */
export function useWarned() {
  const [warnings, setWarnings] = useState<readonly Warning[]>([]);
  const [answers, setAnswers] = useState<Answers>(new Map());
  const { run } = useAction(CountWarningsMutation);
  const answer = useCallback(
    (warning: Warning, changes: Partial<WarningAnswer>) =>
      setAnswers((before) => {
        const key = keyOf(warning);
        return new Map(before).set(key, { ...NO_ANSWER, ...before.get(key), ...changes });
      }),
    [],
  );
  const count = useCallback(
    (counted: readonly Warning[], heeded: boolean) => {
      if (counted.length === 0) return;
      // A count that is lost holds nobody up: the screen goes on without its outcome.
      void run({ answers: counted.map((warning) => answeredOf(warning, answers, heeded)) });
    },
    [answers, run],
  );
  return useMemo(
    () => ({
      warnings,
      setWarnings,
      answers,
      answer,
      count,
      forget: () => setAnswers(new Map()),
      overridden: overriddenOf(warnings, answers),
    }),
    [warnings, answers, answer, count],
  );
}

export type Warned = ReturnType<typeof useWarned>;
