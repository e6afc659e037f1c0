'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { FailureNote, Note } from '@/ui/notes';
import { CodeText } from '@/ui/code-text';
import { HeldStateMark } from './held-state-mark';
import type { PickedPacks } from './use-picked-packs';

/** Why the pack that was scanned last did not go in. */
export function ScannedProblem({ packs }: { packs: PickedPacks }) {
  const t = useTranslations('custody.pick');
  if (packs.failure) return <FailureNote failure={packs.failure} />;
  if (!packs.unfit) return null;
  return (
    <div role="alert">
      <Note tone="warn" icon={IconAlertTriangle}>
        {t('unfit')} <CodeText>{packs.unfit.serial}</CodeText> <HeldStateMark state={packs.unfit.state} />
      </Note>
    </div>
  );
}
