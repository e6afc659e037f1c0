'use client';

import { Button } from '@mantine/core';
import { IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useAction } from '@/lib/use-action';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote, Note } from '@/ui/notes';
import { ReopenIncidentsMutation } from './alerts.documents';

/** What was closed just now, and the way back for who pressed the wrong key. */
export function ClosedNote({ ids, onUndone }: { ids: readonly string[]; onUndone: () => void }) {
  const t = useTranslations('incidents');
  const reopen = useAction(ReopenIncidentsMutation);
  const undo = async () => {
    const outcome = await reopen.run({ incidentIds: [...ids] });
    if (outcome.ok) onUndone();
  };
  useKey('U', t('undo'), ids.length > 0 && !reopen.busy ? () => void undo() : undefined);
  return (
    <div role="status">
      {ids.length > 0 && (
        <Note tone="ok" icon={IconCircleCheck}>
          {t('closed', { count: ids.length })}{' '}
          <Button
            variant="default"
            size="compact-sm"
            loading={reopen.busy}
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            rightSection={<KeyCap>U</KeyCap>}
            onClick={() => void undo()}
          >
            {t('undo')}
          </Button>
        </Note>
      )}
      {reopen.failure && <FailureNote failure={reopen.failure} />}
    </div>
  );
}
