'use client';

import { Button, Group } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSession } from '@/features/parties/session-provider';
import type { Pages } from '@/lib/use-pages';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { PagedTable } from '@/ui/paged-table';
import { Sheet } from '@/ui/sheet';
import { ConfirmRequest } from '@/ui/confirm-request';
import { DutiesDialog } from './duties-dialog';
import { useDutyName } from './duty-boxes';
import { RemoveMemberMutation, type Member } from './people.documents';

/** Everybody who works at the site; one changes all but oneself. */
export function MemberList({ pages }: { pages: Pages<Member> }) {
  const t = useTranslations('people');
  const dutyName = useDutyName();
  const { ago } = useTime();
  const { can } = useSession();
  const [doing, setDoing] = useState<{ what: 'change' | 'remove'; member: Member }>();
  const close = () => setDoing(undefined);
  const done = () => {
    close();
    pages.refetch();
  };
  return (
    <Sheet flush>
      <PagedTable
        label={t('title')}
        pages={pages}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            header: t('name'),
            cell: ({ name, email, self }) => (
              <>
                <strong style={{ fontWeight: 560 }}>{self ? t('you', { name }) : name}</strong>
                <div style={{ color: 'var(--cu-ink-3)', fontSize: '0.8125rem', overflowWrap: 'anywhere' }}>
                  {email}
                </div>
              </>
            ),
          },
          {
            key: 'duties',
            header: t('trustedWith'),
            wideOnly: true,
            cell: ({ duties }) => duties.map(dutyName).join(', ') || t('nothingMore'),
          },
          {
            key: 'seen',
            header: t('seen'),
            wideOnly: true,
            cell: ({ lastSeenAt }) => (lastSeenAt ? ago(lastSeenAt) : t('notSeen')),
          },
          {
            key: 'actions',
            header: '',
            align: 'end',
            cell: (member) =>
              can('people.manage') &&
              !member.self && (
                <Group gap="xs" justify="flex-end">
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={t('change.of', { name: member.name })}
                    onClick={() => setDoing({ what: 'change', member })}
                  >
                    {t('change.action')}
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={t('remove.of', { name: member.name })}
                    onClick={() => setDoing({ what: 'remove', member })}
                  >
                    {t('remove.action')}
                  </Button>
                </Group>
              ),
          },
        ]}
        empty={<EmptyNote icon={IconUsers} title={t('empty')} />}
      />
      {doing?.what === 'change' && <DutiesDialog member={doing.member} onClose={close} onDone={done} />}
      {doing?.what === 'remove' && (
        <ConfirmRequest
          document={RemoveMemberMutation}
          variables={{ userId: doing.member.id }}
          title={t('remove.title', { name: doing.member.name })}
          text={t('remove.text')}
          cancel={t('remove.cancel')}
          confirm={t('remove.action')}
          onClose={close}
          onDone={done}
        />
      )}
    </Sheet>
  );
}
