'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { AdmitPartyDialog } from '@/features/parties/admit-party-dialog';
import { PartyList } from '@/features/parties/party-list';
import { PartyProposals } from '@/features/parties/party-proposals';
import { useSession } from '@/features/parties/session-provider';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { Page } from '@/ui/page';

export default function PartiesPage() {
  const t = useTranslations('parties');
  const { can } = useSession();
  const [admitting, setAdmitting] = useState(false);
  const [refreshed, setRefreshed] = useState(0);
  const refresh = useCallback(() => setRefreshed((n) => n + 1), []);
  const admit = can('party.admit');
  useKey('N', t('admit.action'), admit && !admitting ? () => setAdmitting(true) : undefined);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        admit && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            rightSection={<KeyCap>N</KeyCap>}
            onClick={() => setAdmitting(true)}
          >
            {t('admit.action')}
          </Button>
        )
      }
    >
      <PartyProposals refreshed={refreshed} onDecided={refresh} />
      <PartyList refreshed={refreshed} onProposed={refresh} />
      {admitting && (
        <AdmitPartyDialog
          onClose={() => setAdmitting(false)}
          onDone={() => {
            setAdmitting(false);
            refresh();
          }}
        />
      )}
    </Page>
  );
}
