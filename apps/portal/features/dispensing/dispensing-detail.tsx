'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconArrowBackUp, IconHistoryOff, IconUserX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useLive } from '@/features/ledger/live-operations';
import { useSession } from '@/features/parties/session-provider';
import { TraceLink } from '@/features/trace/trace-link';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FactList } from '@/ui/fact-list';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { CorrectPatientDialog } from './correct-patient-dialog';
import { DispenseLineRow } from './dispense-line-row';
import { DispensingMark } from './dispense-marks';
import classes from './dispensed-sheet.module.css';
import { isWaiting } from './line-state';
import { DispensingQuery, type DispenseLine } from './dispensing.documents';
import { OverriddenWarnings } from './overridden-warnings';
import { UndoDialog } from './undo-dialog';

/** One supply, with what can still be done about it. */
export function DispensingDetail({ id }: { id: string }) {
  const t = useTranslations('supplies');
  const bases = useTranslations('basket.bases');
  const { moment } = useTime();
  const { can } = useSession();
  const [undoing, setUndoing] = useState<readonly string[]>();
  const [correcting, setCorrecting] = useState<DispenseLine>();
  const [{ data, error }, execute] = useQuery({
    query: DispensingQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const dispensing = data?.dispensing;
  const refetch = () => execute({ requestPolicy: 'network-only' });
  useLive(refetch, dispensing?.lines.some(isWaiting) ?? false);
  const back = { href: '/pharmacy/supplies', label: t('title') };
  if (!dispensing) {
    return (
      <Page title={t('one')} back={back} narrow>
        {error ? (
          <FailureNote failure={failureOf(error)} onRetry={refetch} />
        ) : dispensing === null ? (
          <EmptyNote icon={IconHistoryOff} title={t('gone')} />
        ) : (
          <Skeleton height={260} radius="lg" />
        )}
      </Page>
    );
  }
  const undoable = dispensing.lines.filter(canUndo);
  return (
    <Page
      title={t('on', { time: moment(dispensing.eventTime) })}
      lead={bases(dispensing.basis)}
      back={back}
      actions={
        <>
          {undoable.length > 1 && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => setUndoing(undoable.map((line) => line.id))}
            >
              {t('undoAll')}
            </Button>
          )}
        </>
      }
    >
      <Sheet>
        <FactList
          columns={4}
          facts={[
            { label: t('state'), value: <DispensingMark status={dispensing.status} /> },
            { label: t('user'), value: dispensing.user },
            { label: t('collector'), value: dispensing.collector },
            {
              label: t('recorded'),
              value: dispensing.recordedAt !== dispensing.eventTime && moment(dispensing.recordedAt),
            },
          ]}
        />
      </Sheet>
      <Sheet flush title={t('packs')}>
        <ul className={classes.lines}>
          {dispensing.lines.map((line) => (
            <DispenseLineRow
              key={line.id}
              line={line}
              actions={
                <>
                  <TraceLink gtin={line.product.gtin} serial={line.serial} lot={line.lotNumber} />
                  {canUndo(line) && (
                    <>
                      <Button
                        variant="default"
                        size="compact-sm"
                        leftSection={<IconUserX size={14} aria-hidden />}
                        onClick={() => setCorrecting(line)}
                      >
                        {t('wrongPatient')}
                      </Button>

                      <Button
                        variant="default"
                        size="compact-sm"
                        leftSection={<IconArrowBackUp size={14} aria-hidden />}
                        onClick={() => setUndoing([line.id])}
                      >
                        {t('undo')}
                      </Button>
                    </>
                  )}
                </>
              }
            />
          ))}
        </ul>
      </Sheet>
      {dispensing.warned && can('record.read') && <OverriddenWarnings dispensingId={dispensing.id} />}
      {undoing && (
        <UndoDialog
          lineIds={undoing}
          onClose={() => setUndoing(undefined)}
          onDone={() => {
            setUndoing(undefined);
            refetch();
          }}
        />
      )}
      {correcting && (
        <CorrectPatientDialog
          line={correcting}
          onClose={() => setCorrecting(undefined)}
          onDone={() => {
            setCorrecting(undefined);
            refetch();
          }}
        />
      )}
    </Page>
  );
}

function canUndo({ status, undoUntil }: DispenseLine): boolean {
  return status === 'CONFIRMED' && undoUntil !== null && new Date(undoUntil) > new Date();
}
