'use client';

import { Button, Group, Title } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAction } from '@/lib/use-action';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { ReasonDialog } from '@/ui/reason-dialog';
import classes from './cases.module.css';
import { IncidentCaseQuery, OpenCaseMutation } from './cases.documents';
import { EvidencePanel } from './evidence-panel';

/** From the queue into the case: opened with what is known, or the one that it has. */
export function IncidentCase({
  incidentId,
  open,
  keys,
}: {
  incidentId: string;
  open: boolean;
  /** Whether the keys are of this incident: not while several are chosen. */
  keys: boolean;
}) {
  const t = useTranslations('cases');
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [{ data }, execute] = useQuery({ query: IncidentCaseQuery, variables: { id: incidentId } });
  const incident = data?.incident;
  const known = incident?.case;
  const go = () => (known ? router.push(`/regulator/cases/${known.id}`) : setAsking(true));
  const possible = incident != null && (known != null || open) && !asking && keys;
  useKey('Enter', t('openIt'), possible ? go : undefined);
  useKey('W', t('openIt'), possible ? go : undefined);
  if (!incident) return null;
  return (
    <section className={classes.part}>
      <Title order={3}>{t('evidence.title')}</Title>
      <Group my="sm">
        {known ? (
          <Button
            component={Link}
            href={`/regulator/cases/${known.id}`}
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            rightSection={keys && <KeyCap>Enter</KeyCap>}
          >
            {t('case', { number: known.number })}
          </Button>
        ) : (
          open && (
            <Button
              variant="default"
              leftSection={<IconFolderOpen size={16} aria-hidden />}
              rightSection={keys && <KeyCap>Enter</KeyCap>}
              onClick={go}
            >
              {t('openIt')}
            </Button>
          )
        )}
      </Group>
      <EvidencePanel
        incidentId={incidentId}
        bundles={incident.evidenceBundles}
        onDone={() => execute({ requestPolicy: 'network-only' })}
      />
      {asking && <OpenCaseDialog incidentId={incidentId} onClose={() => setAsking(false)} />}
    </section>
  );
}

function OpenCaseDialog({ incidentId, onClose }: { incidentId: string; onClose: () => void }) {
  const t = useTranslations('cases');
  const router = useRouter();
  const action = useAction(OpenCaseMutation);
  const give = async (text: string) => {
    const outcome = await action.run({ incidentId, text });
    if (outcome.ok && outcome.data.openCase) router.push(`/regulator/cases/${outcome.data.openCase.id}`);
    return outcome.ok;
  };
  return (
    <ReasonDialog
      title={t('openIt')}
      label={t('texts.open')}
      description={t('texts.openWho')}
      submit={t('openIt')}
      cancel={t('cancel')}
      action={action}
      give={give}
      onClose={onClose}
    />
  );
}
