'use client';

import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { UseQueryState } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { ConfirmRequest } from '@/ui/confirm-request';
import { useDutyName } from './duty-boxes';
import { RevokeInvitationMutation, type Invitation } from './people.documents';

type Answer = Pick<UseQueryState<{ invitations: Invitation[] }>, 'data' | 'error'>;

export function OpenInvitations({ data, error, onChange }: Answer & { onChange: () => void }) {
  const t = useTranslations('people.invitations');
  const dutyName = useDutyName();
  const { moment } = useTime();
  const { can } = useSession();
  const [revoking, setRevoking] = useState<Invitation>();
  return (
    <Sheet flush title={t('title')} lead={t('lead')}>
      {error && <FailureNote failure={failureOf(error)} onRetry={onChange} />}
      {(data ?? !error) && (
        <DataTable
          label={t('title')}
          rows={data?.invitations}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'email',
              header: t('email'),
              cell: ({ email, invitedBy }) => (
                <>
                  <span style={{ overflowWrap: 'anywhere' }}>{email}</span>
                  {invitedBy && (
                    <div style={{ color: 'var(--cu-ink-3)', fontSize: '0.8125rem' }}>
                      {t('by', { name: invitedBy })}
                    </div>
                  )}
                </>
              ),
            },
            {
              key: 'duties',
              header: t('trustedWith'),
              wideOnly: true,
              cell: ({ duties }) => duties.map(dutyName).join(', ') || t('nothingMore'),
            },
            { key: 'until', header: t('until'), wideOnly: true, cell: ({ expiresAt }) => moment(expiresAt) },
            {
              key: 'revoke',
              header: '',
              align: 'end',
              cell: (invitation) =>
                can('people.manage') && (
                  <Button variant="default" size="compact-sm" onClick={() => setRevoking(invitation)}>
                    {t('revoke')}
                  </Button>
                ),
            },
          ]}
          empty={<EmptyNote icon={IconMail} title={t('empty')} />}
        />
      )}
      {revoking && (
        <ConfirmRequest
          document={RevokeInvitationMutation}
          variables={{ id: revoking.id }}
          title={t('revokeTitle', { email: revoking.email })}
          text={t('revokeText')}
          cancel={t('cancel')}
          confirm={t('revoke')}
          onClose={() => setRevoking(undefined)}
          onDone={() => {
            setRevoking(undefined);
            onChange();
          }}
        />
      )}
    </Sheet>
  );
}
