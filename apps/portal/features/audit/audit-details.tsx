'use client';

import { Modal, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { FactList } from '@/ui/fact-list';
import type { AuditEntry } from './audit.documents';
import { ProofMark } from './proof-mark';
import { useActionName } from './use-action-name';
import { useAuthorName } from './use-author-name';
import { useSubjectName } from './use-subject-name';
import { textOf } from './value-words';

/** Everything that is recorded of one act. */
export function AuditDetails({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useTranslations('audit');
  const { moment } = useTime();
  const actionName = useActionName();
  const authorName = useAuthorName();
  const subjectName = useSubjectName();
  const factsOf = useFacts();
  const { at, siteName, action, subjectType, subjectId, details } = entry;
  return (
    <Modal opened onClose={onClose} title={actionName(action)} size="lg">
      <Stack gap="md">
        <FactList
          columns={2}
          facts={[
            { label: t('at'), value: moment(at) },
            { label: t('who'), value: authorName(entry) },
            { label: t('site'), value: siteName ?? t('node') },
            { label: t('action'), value: <CodeText long>{action}</CodeText> },
            {
              label: t('subject'),
              value: (
                <>
                  {subjectName(subjectType)} <CodeText long>{subjectId}</CodeText>
                </>
              ),
            },
            { label: t('proof'), value: <ProofMark seq={entry.seq} anchored={entry.anchored} /> },
            { label: t('place'), value: entry.seq },
          ]}
        />
        <FactList facts={factsOf(details)} />
      </Stack>
    </Modal>
  );
}

/** What was recorded of an act besides, under words where it has some. */
function useFacts(): (details: unknown) => { label: string; value: string }[] {
  const t = useTranslations();
  const wordAt = (path: string) => (t.has(path as never) ? t(path as never) : undefined);
  return (details) =>
    typeof details === 'object' && details !== null
      ? Object.entries(details).map(([key, value]) => ({
          label: wordAt(`audit.details.${key}`) ?? key,
          value: textOf(key, value, wordAt),
        }))
      : [];
}
