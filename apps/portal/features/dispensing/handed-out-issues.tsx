'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCircleCheck, IconFlag } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useLive } from '@/features/ledger/live-operations';
import { failureOf } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { useFailureText } from '@/lib/use-failure-text';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { DispenseLineRow } from './dispense-line-row';
import classes from './dispensed-sheet.module.css';
import {
  DispensingsQuery,
  ReportSupplyMutation,
  type DispenseLine,
  type Dispensing,
} from './dispensing.documents';

/** Packs that the ledger refused after they were handed out. Each has to be reported; none is dropped. */
export function HandedOutIssues() {
  const t = useTranslations('issues');
  const [{ data, error }, execute] = useQuery({
    query: DispensingsQuery,
    variables: { issues: true, first: 100 },
    requestPolicy: 'cache-and-network',
  });
  const refetch = () => execute({ requestPolicy: 'network-only' });
  useLive(refetch, false);
  const open = (data?.dispensings.nodes ?? []).flatMap((dispensing) =>
    dispensing.lines
      .filter(({ status }) => status === 'HANDED_OUT_REFUSED')
      .map((line) => ({ dispensing, line })),
  );
  return (
    <Sheet flush title={t('handedOut')} lead={t('handedOutText')}>
      {error && <FailureNote failure={failureOf(error)} onRetry={refetch} />}
      {data && open.length === 0 ? (
        <EmptyNote icon={IconCircleCheck} title={t('none')} />
      ) : (
        <ul className={classes.lines}>
          {open.map(({ dispensing, line }) => (
            <Issue key={line.id} dispensing={dispensing} line={line} onReported={refetch} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function Issue({
  dispensing,
  line,
  onReported,
}: {
  dispensing: Dispensing;
  line: DispenseLine;
  onReported: () => void;
}) {
  const t = useTranslations('issues');
  const text = useFailureText();
  const { moment } = useTime();
  const action = useAction(ReportSupplyMutation);
  const report = async () => {
    const outcome = await action.run({ lineIds: [line.id] });
    if (outcome.ok) onReported();
    else notifications.show({ color: 'brick', message: text(outcome.failure) });
  };
  return (
    <DispenseLineRow
      line={line}
      actions={
        <Button
          size="compact-sm"
          color="brick"
          leftSection={<IconFlag size={14} aria-hidden />}
          loading={action.busy}
          onClick={() => void report()}
        >
          {t('report', { time: moment(dispensing.eventTime) })}
        </Button>
      }
    />
  );
}
