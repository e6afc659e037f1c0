'use client';

import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Failure } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';

export type Outcome = 'JUSTIFIED' | 'NOT_JUSTIFIED';

/** What a privacy officer found of a look: justified or not, and in words, which what was not justified always needs. */
export function OfficerAnswer({
  labels,
  alwaysInWords,
  busy,
  failure,
  onAnswer,
}: {
  labels: Record<'words' | 'wordsHint' | 'justified' | 'notJustified', string>;
  alwaysInWords: boolean;
  busy: boolean;
  failure: Failure | undefined;
  onAnswer: (outcome: Outcome, words: string) => void;
}) {
  const [words, setWords] = useState('');
  const isUnsaid = words.trim() === '';
  return (
    <>
      <Textarea
        label={labels.words}
        description={labels.wordsHint}
        value={words}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
      />
      {failure && <FailureNote failure={failure} />}
      <Group>
        <Button
          loading={busy}
          disabled={alwaysInWords && isUnsaid}
          onClick={() => onAnswer('JUSTIFIED', words)}
        >
          {labels.justified}
        </Button>
        <Button
          variant="default"
          loading={busy}
          disabled={isUnsaid}
          onClick={() => onAnswer('NOT_JUSTIFIED', words)}
        >
          {labels.notJustified}
        </Button>
      </Group>
    </>
  );
}
