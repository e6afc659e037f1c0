'use client';

import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconPointFilled } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { StateMark } from '@/ui/state-mark';
import { ConfirmDialog } from '@/ui/confirm-dialog';
import {
  EndOtherSessionsMutation,
  EndSessionMutation,
  MySessionsQuery,
  type OwnSession,
} from './own-account.documents';

/** Where one is signed in, and the way to end it from here. */
export function OwnSessions() {
  const t = useTranslations('security.sessions');
  const { ago, moment } = useTime();
  const [{ data, error }, refetch] = useQuery({ query: MySessionsQuery, requestPolicy: 'cache-and-network' });
  const [ending, setEnding] = useState<OwnSession | 'others'>();
  const reload = () => refetch({ requestPolicy: 'network-only' });
  const others = data?.mySessions.filter(({ current }) => !current) ?? [];
  return (
    <Sheet
      flush
      title={t('title')}
      lead={t('lead')}
      actions={
        others.length > 0 && (
          <Button variant="default" onClick={() => setEnding('others')}>
            {t('endOthers')}
          </Button>
        )
      }
    >
      {error && <FailureNote failure={failureOf(error)} onRetry={reload} />}
      {(data ?? !error) && (
        <DataTable
          label={t('title')}
          rows={data?.mySessions}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'device',
              header: t('device'),
              cell: ({ device, address }) => (
                <>
                  {device || t('unknown')}
                  <div style={{ fontWeight: 400 }}>
                    <CodeText>{address}</CodeText>
                  </div>
                </>
              ),
            },
            { key: 'site', header: t('site'), wideOnly: true, cell: ({ siteName }) => siteName },
            {
              key: 'used',
              header: t('used'),
              cell: ({ current, startedAt, lastUsedAt }) => (
                <span title={t('since', { time: moment(startedAt) })}>
                  {current ? (
                    <StateMark tone="ok" icon={IconPointFilled}>
                      {t('here')}
                    </StateMark>
                  ) : (
                    ago(lastUsedAt)
                  )}
                </span>
              ),
            },
            {
              key: 'end',
              header: '',
              align: 'end',
              cell: (session) =>
                !session.current && (
                  <Button variant="default" size="compact-sm" onClick={() => setEnding(session)}>
                    {t('end')}
                  </Button>
                ),
            },
          ]}
          empty={<EmptyNote icon={IconDeviceDesktop} title={t('empty')} />}
        />
      )}
      {ending && (
        <EndDialog
          ending={ending}
          onClose={() => setEnding(undefined)}
          onDone={() => {
            setEnding(undefined);
            reload();
          }}
        />
      )}
    </Sheet>
  );
}

function EndDialog({
  ending,
  onClose,
  onDone,
}: {
  ending: OwnSession | 'others';
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('security.sessions');
  const one = useRequest(EndSessionMutation);
  const others = useRequest(EndOtherSessionsMutation);
  const submit = async () => {
    const outcome = ending === 'others' ? await others.run({}) : await one.run({ id: ending.id });
    if (outcome.ok) onDone();
  };
  return (
    <ConfirmDialog
      title={ending === 'others' ? t('endOthers') : t('endOne', { device: ending.device || t('unknown') })}
      text={t('endText')}
      cancel={t('cancel')}
      confirm={t('end')}
      busy={one.busy || others.busy}
      failure={one.failure ?? others.failure}
      onClose={onClose}
      onConfirm={() => void submit()}
    />
  );
}
