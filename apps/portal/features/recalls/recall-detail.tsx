'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconSpeakerphone } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { isPending, useLive } from '@/features/ledger/live-operations';
import { OperationMark } from '@/features/ledger/operation-mark';
import { useRefusalText } from '@/features/ledger/use-refusal-text';
import { Expiry } from '@/features/lots/expiry';
import { ProductName } from '@/features/lots/product-name';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { EmptyNote } from '@/ui/empty-note';
import { FactList } from '@/ui/fact-list';
import { FailureNote, Note } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { ApproveRecallDialog } from './approve-recall-dialog';
import { RecallHolders } from './recall-holders';
import { RecallMark } from './recall-mark';
import { useRecallNews } from './recall-news';
import { RecallScope } from './recall-scope-text';
import { RetractRecallDialog } from './retract-recall-dialog';
import { AcknowledgeRecallMutation, RecallQuery, type Recall } from './recalls.documents';

/** One recall: what, why, who holds packs, and who has acknowledged it. */
export function RecallDetail({ id, base }: { id: string; base: string }) {
  const t = useTranslations('recalls');
  const [{ data, error }, execute] = useQuery({
    query: RecallQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const recall = data?.recall;
  const refetch = () => execute({ requestPolicy: 'network-only' });
  const pending = recall?.status === 'APPROVED' || (recall?.operation && isPending(recall.operation.status));
  useLive(refetch, Boolean(pending));
  useRecallNews(refetch);
  const back = { href: base, label: t('title') };
  if (!recall) {
    return (
      <Page title={t('one')} back={back}>
        {error ? (
          <FailureNote failure={failureOf(error)} onRetry={refetch} />
        ) : recall === null ? (
          <EmptyNote icon={IconSpeakerphone} title={t('gone')} />
        ) : (
          <Skeleton height={260} radius="lg" />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={t(recall.kind === 'WITHDRAWAL' ? 'namedWithdrawal' : 'named', { lot: recall.lot.number })}
      lead={<ProductName product={recall.lot.product} />}
      back={back}
      actions={<RecallActions recall={recall} onChanged={refetch} />}
    >
      <Note tone={noteTone(recall.status)} icon={IconSpeakerphone}>
        <strong>{t('classed', { class: recall.class })}</strong> {recall.text}
      </Note>
      <Sheet>
        <RecallFacts recall={recall} />
      </Sheet>
      {recall.status !== 'RETRACTED' && <RecallHolders recall={recall} />}
    </Page>
  );
}

function noteTone(status: Recall['status']) {
  if (status === 'ISSUED') return 'stop';
  return status === 'RETRACTED' ? 'info' : 'warn';
}

function RecallFacts({ recall }: { recall: Recall }) {
  const t = useTranslations('recalls');
  const { moment, number } = useTime();
  const refusalText = useRefusalText();
  const { lot } = recall;
  return (
    <FactList
      columns={4}
      facts={[
        { label: t('state'), value: <RecallMark recall={recall} /> },
        { label: t('ledger'), value: recall.operation && <OperationMark operation={recall.operation} /> },
        { label: t('refusal'), value: recall.refusal && refusalText(recall.refusal) },
        { label: t('lot'), value: <CodeText>{lot.number}</CodeText> },
        { label: t('expiry'), value: <Expiry date={lot.expiry} /> },
        { label: t('scope'), value: <RecallScope recall={recall} /> },
        { label: t('supplied'), value: number(recall.unitsSupplied) },
        { label: t('proposedBy'), value: `${recall.proposedBy}, ${moment(recall.proposedAt)}` },
        {
          label: t('approvedBy'),
          value:
            recall.approvedBy && recall.approvedAt && `${recall.approvedBy}, ${moment(recall.approvedAt)}`,
        },
        {
          label: t('retractedBy'),
          value:
            recall.retractedBy &&
            recall.retractedAt &&
            `${recall.retractedBy}, ${moment(recall.retractedAt)}: ${recall.retractReason ?? '–'}`,
        },
      ]}
    />
  );
}

function RecallActions({ recall, onChanged }: { recall: Recall; onChanged: () => void }) {
  const t = useTranslations('recalls');
  const { can, session } = useSession();
  const acknowledge = useAction(AcknowledgeRecallMutation);
  const [approving, setApproving] = useState(false);
  const [retracting, setRetracting] = useState(false);
  const open = recall.status === 'PROPOSED' && recall.own;
  const mine = recall.holders.find(({ site }) => site.id === session.site.id);

  const run = async () => {
    const outcome = await acknowledge.run({ recallId: recall.id });
    if (outcome.ok) onChanged();
  };
  return (
    <>
      {acknowledge.failure && <FailureNote failure={acknowledge.failure} />}
      {open && can('recall.propose') && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={() => setRetracting(true)}
        >
          {t('retract.action')}
        </Button>
      )}
      {open && can('recall.approve') && (
        <Button
          color="brick"
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => setApproving(true)}
        >
          {t('approve.action')}
        </Button>
      )}
      {recall.status === 'ISSUED' && can('recall.acknowledge') && mine?.acknowledgedAt === null && (
        <Button
          leftSection={<IconCheck size={16} aria-hidden />}
          loading={acknowledge.busy}
          onClick={() => void run()}
        >
          {t('acknowledge')}
        </Button>
      )}
      <ApproveRecallDialog
        recall={recall}
        opened={approving}
        onClose={() => setApproving(false)}
        onDone={() => {
          setApproving(false);
          onChanged();
        }}
      />
      {retracting && (
        <RetractRecallDialog
          recall={recall}
          onClose={() => setRetracting(false)}
          onDone={() => {
            setRetracting(false);
            onChanged();
          }}
        />
      )}
    </>
  );
}
