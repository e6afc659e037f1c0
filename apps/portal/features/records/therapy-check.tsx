'use client';

import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { FailureNote, Note } from '@/ui/notes';
import type { useTherapyCheck } from './use-therapy-check';

/** That the patient's code let it be asked whether the basket's medicines are taken already; what is, the warnings say. */
export function TherapyCheck({
  supplied,
  isWhole,
  failure,
  again,
  isAskedFor,
}: ReturnType<typeof useTherapyCheck> & {
  /** Whether there is anything to ask for. */
  isAskedFor: boolean;
}) {
  const t = useTranslations('record.therapy');
  if (failure) return <FailureNote failure={failure} onRetry={again} />;
  const state = !isAskedFor ? 'ready' : !isWhole ? 'asking' : supplied.length > 0 ? 'found' : 'none';
  return (
    <div role="status">
      <Note tone="info" icon={IconInfoCircle}>
        {t(state)} {t('incomplete')}
      </Note>
    </div>
  );
}
