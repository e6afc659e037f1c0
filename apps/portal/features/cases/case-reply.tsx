'use client';

import { Button, Checkbox, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { IconCamera, IconSend } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useAction } from '@/lib/use-action';
import type { Failure } from '@/lib/failure';
import { FailureNote } from '@/ui/notes';
import { AnswerCaseMutation, type CaseDetail } from './cases.documents';
import { sendPhoto } from './send-photo';

/** An answer, and photos of the pack. */
export function CaseReply({ file, onDone }: { file: CaseDetail; onDone: () => void }) {
  const t = useTranslations('cases');
  const answer = useAction(AnswerCaseMutation);
  const [text, setText] = useState('');
  const [toMaker, setToMaker] = useState(true);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await answer.run({ caseId: file.id, text: text.trim(), toMaker });
    if (!outcome.ok) return;
    setText('');
    onDone();
  };
  const photo = async (picture: File | null) => {
    if (!picture) return;
    setSending(true);
    const refused = await sendPhoto(file.id, picture, text.trim());
    setSending(false);
    setFailure(refused);
    if (!refused) onDone();
  };
  const problem = answer.failure ?? failure;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Textarea
          label={t('answer')}
          autosize
          minRows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {file.side === 'SITE' && (
          <Checkbox
            label={t('toMaker')}
            checked={toMaker}
            onChange={(event) => setToMaker(event.currentTarget.checked)}
          />
        )}
        {problem && <FailureNote failure={problem} />}
        <Group>
          <Button
            type="submit"
            loading={answer.busy}
            disabled={text.trim() === ''}
            leftSection={<IconSend size={16} aria-hidden />}
          >
            {t('send')}
          </Button>
          <FileButton accept="image/jpeg,image/png" onChange={(picture) => void photo(picture)}>
            {(props) => (
              <Button
                {...props}
                variant="default"
                loading={sending}
                leftSection={<IconCamera size={16} aria-hidden />}
              >
                {t('photo')}
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </form>
  );
}
