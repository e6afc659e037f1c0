'use client';

import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import type { ScanProblem } from './scan-input';
import { ProblemText, useProblemTitle } from './problem-text';
import { playSound } from './sounds';

const ID = 'scan-problem';

/** On a screen that does not show problems itself: a notice, one at a time. */
export function useProblemNotice(): (problem: ScanProblem) => void {
  const titleOf = useProblemTitle();
  return useCallback(
    (problem) => {
      playSound('amber');
      notifications.hide(ID);
      notifications.show({
        id: ID,
        color: 'amber',
        title: titleOf(problem),
        message: <ProblemText problem={problem} />,
        autoClose: 8_000,
      });
    },
    [titleOf],
  );
}
