'use client';

import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { MachineList } from '@/features/machines/machine-list';
import { useSession } from '@/features/parties/session-provider';
import { usePages } from '@/lib/use-pages';
import { Page } from '@/ui/page';
import { InviteDialog } from './invite-dialog';
import { MemberList } from './member-list';
import { OpenInvitations } from './open-invitations';
import { InvitationsQuery, MembersQuery } from './people.documents';

/** Who works at this site, what they are trusted with, and who is invited. */
export function PeopleScreen() {
  const t = useTranslations('people');
  const { can, session } = useSession();
  const members = usePages(MembersQuery, (data) => data.members, {});
  const [invitations, refetch] = useQuery({ query: InvitationsQuery, requestPolicy: 'cache-and-network' });
  const [inviting, setInviting] = useState(false);
  const reload = () => refetch({ requestPolicy: 'network-only' });
  return (
    <Page
      title={t('title')}
      lead={t('lead', { site: session.site.name })}
      actions={
        can('people.manage') && (
          <Button
            leftSection={<IconUserPlus size={17} stroke={1.8} aria-hidden />}
            onClick={() => setInviting(true)}
          >
            {t('invite.action')}
          </Button>
        )
      }
    >
      <MemberList pages={members} />
      <OpenInvitations {...invitations} onChange={reload} />
      {can('machine.read') && <MachineList />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} onInvited={reload} />}
    </Page>
  );
}
