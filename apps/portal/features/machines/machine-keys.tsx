'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { ConfirmRequest } from '@/ui/confirm-request';
import classes from './machines.module.css';
import { RevokeMachineKeyMutation, type MachineKey } from './machines.documents';

/** The keys by which one machine is known: how each begins, until when it is good, when it was last used. */
export function MachineKeys({ keys, onChange }: { keys: readonly MachineKey[]; onChange: () => void }) {
  const t = useTranslations('machines');
  const { day, ago } = useTime();
  const { can } = useSession();
  const [revoking, setRevoking] = useState<MachineKey>();
  if (keys.length === 0) return <span className={classes.small}>{t('noKeys')}</span>;
  return (
    <ul className={classes.keys}>
      {keys.map((key) => {
        const isOver = Date.parse(key.expiresAt) <= Date.now();
        return (
          <li key={key.id} className={classes.key}>
            <div>
              <div className={classes.shown}>
                <CodeText>{`${key.shown.slice(0, 16)}…`}</CodeText>
                {key.alg && ` ${key.alg}`}
              </div>
              <div className={classes.small}>
                <span className={isOver ? classes.over : undefined}>
                  {t(isOver ? 'expired' : 'until', { day: day(key.expiresAt) })}
                </span>
                {' · '}
                {key.lastUsedAt ? t('used', { ago: ago(key.lastUsedAt) }) : t('neverUsed')}
              </div>
            </div>
            {can('machine.manage') && (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={t('revokeKey.of', { key: key.shown.slice(0, 16) })}
                onClick={() => setRevoking(key)}
              >
                {t('revokeKey.action')}
              </Button>
            )}
          </li>
        );
      })}
      {revoking && (
        <ConfirmRequest
          document={RevokeMachineKeyMutation}
          variables={{ id: revoking.id }}
          title={t('revokeKey.title', { key: revoking.shown.slice(0, 16) })}
          text={t('revokeKey.text')}
          cancel={t('revokeKey.cancel')}
          confirm={t('revokeKey.action')}
          onClose={() => setRevoking(undefined)}
          onDone={() => {
            setRevoking(undefined);
            onChange();
          }}
        />
      )}
    </ul>
  );
}
