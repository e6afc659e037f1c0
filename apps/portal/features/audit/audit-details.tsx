'use client';

import { Modal, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { FactList } from '@/ui/fact-list';
import type { AuditEntry } from './audit.documents';
import { ProofMark } from './proof-mark';
import { useActionName } from './use-action-name';

/** Everything that is recorded of one act. */
export function AuditDetails({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useTranslations('audit');
  const { moment } = useTime();
  const actionName = useActionName();
  const { at, userName, siteName, system, action, subjectType, subjectId, details, forgotten } = entry;
  return (
    <Modal opened onClose={onClose} title={actionName(action)} size="lg">
      <Stack gap="md">
        <FactList
          columns={2}
          facts={[
            { label: t('at'), value: moment(at) },
            { label: t('who'), value: userName ?? (forgotten ? t('forgotten') : (system ?? t('nobody'))) },
            { label: t('site'), value: siteName ?? t('node') },
            { label: t('action'), value: <CodeText>{action}</CodeText> },
            {
              label: t('subject'),
              value: (
                <>
                  {subjectType} <CodeText>{subjectId}</CodeText>
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

function factsOf(details: unknown): { label: string; value: string }[] {
  if (typeof details !== 'object' || details === null) return [];
  return Object.entries(details).map(([label, value]) => ({
    label,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}
