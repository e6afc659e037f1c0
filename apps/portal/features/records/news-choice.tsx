'use client';

import { Button, Skeleton, Stack, Switch, Title } from '@mantine/core';
import { IconBellOff, IconInfoCircle } from '@tabler/icons-react';
import { NOTICE_KINDS, type NoticeKind } from '@custodia/vault';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { FailureNote, Note } from '@/ui/notes';
import { tellOf, toldOf } from './news';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { useAttempt } from './use-attempt';
import { useLoaded } from './use-loaded';

/** Whether the owner is told outside the app of what the nodes alone know, and who learns what by it. */
export function NewsChoice() {
  const t = useTranslations('record.news');
  const client = useClient();
  const { record } = useRecord();
  const { keys, gate } = record;
  const {
    value,
    failure: unloaded,
    again,
  } = useLoaded(useCallback(() => toldOf({ keys, gate }), [keys, gate]));
  const { busy, failure, attempt } = useAttempt();
  const choose = async (kinds: readonly NoticeKind[]) => {
    await attempt('choose', () => tellOf({ keys, gate }, client, kinds));
    again();
  };
  return (
    <section className={classes.card} aria-label={t('title')}>
      <Title order={2}>{t('title')}</Title>
      <p className={classes.lineText}>{t('text')}</p>
      {unloaded && <FailureNote failure={unloaded} onRetry={again} />}
      {!value && !unloaded && <Skeleton height={120} />}
      {value && !value.canTell && (
        <Note tone="info" icon={IconBellOff}>
          {t('cannot')}
        </Note>
      )}
      {value?.canTell && (
        <Stack gap="sm">
          {NOTICE_KINDS.map((kind) => (
            <Switch
              key={kind}
              size="md"
              label={t(`kinds.${kind}`)}
              checked={value.kinds.includes(kind)}
              disabled={busy !== undefined}
              onChange={({ currentTarget: { checked } }) =>
                void choose(
                  NOTICE_KINDS.filter((one) => (one === kind ? checked : value.kinds.includes(one))),
                )
              }
            />
          ))}
          <p className={classes.lineText}>{t('learns')}</p>
        </Stack>
      )}
      {value?.canTell && value.behind > 0 && (
        <div role="status">
          <Note tone="warn" icon={IconInfoCircle}>
            <div>{t('behind', { count: value.behind })}</div>
            <Button
              variant="default"
              size="compact-md"
              mt="xs"
              loading={busy !== undefined}
              onClick={() => void choose(value.kinds)}
            >
              {t('tellAll')}
            </Button>
          </Note>
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
    </section>
  );
}
