'use client';

import { Anchor, Button } from '@mantine/core';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { OperationMark } from '@/features/ledger/operation-mark';
import type { ResultOf } from '@/lib/graphql';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote } from '@/ui/notes';
import { MakeEvidenceMutation, type EvidenceFields } from './cases.documents';
import classes from './cases.module.css';

/** Evidence that a court can check without us: made, anchored, downloaded. */
export function EvidencePanel({
  incidentId,
  bundles,
  onDone,
}: {
  incidentId: string;
  bundles: readonly ResultOf<typeof EvidenceFields>[];
  onDone: () => void;
}) {
  const t = useTranslations('cases.evidence');
  const locale = useLocale();
  const { moment } = useTime();
  const make = useAction(MakeEvidenceMutation);
  const run = async () => {
    const outcome = await make.run({ incidentId });
    if (outcome.ok) onDone();
  };
  useKey('E', t('make'), make.busy ? undefined : () => void run());
  return (
    <>
      <p>{t('lead')}</p>
      <ul className={classes.list}>
        {bundles.map(({ id, hash, madeAt, download, operation }) => (
          <li key={id} className={classes.item}>
            <Anchor href={download} download>
              <IconDownload size={15} aria-hidden /> {t('download', { at: moment(madeAt) })}
            </Anchor>
            <Anchor href={`/files/evidence/${id}.pdf?lang=${locale}`} download>
              {t('summary')}
            </Anchor>
            {operation && <OperationMark operation={operation} />}
            <CodeText>{`${hash.slice(0, 18)}…`}</CodeText>
          </li>
        ))}
      </ul>
      {make.failure && <FailureNote failure={make.failure} />}
      <Button
        mt="sm"
        variant="default"
        loading={make.busy}
        leftSection={<IconShieldCheck size={16} aria-hidden />}
        rightSection={<KeyCap>E</KeyCap>}
        onClick={() => void run()}
      >
        {t('make')}
      </Button>
    </>
  );
}
