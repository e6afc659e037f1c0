'use client';

import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconCircleCheck, IconUserCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { IncidentCase } from '@/features/cases/incident-case';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { useTime } from '@/lib/use-time';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote, Note } from '@/ui/notes';
import { AlertEvidence } from './alert-evidence';
import { AlertStatusMark } from './alert-marks';
import { IncidentQuery, TakeIncidentsMutation } from './alerts.documents';
import { CloseIncidentsDialog } from './close-incidents-dialog';
import classes from './incident-detail.module.css';
import { RiskScore } from './risk-score';
import { useAlertWords } from './use-alert-words';

/** One incident: why it is grave, what each alert says and rests on, and what to do about it. */
export function IncidentDetail({
  id,
  keys,
  onBack,
  onChanged,
  onClosed,
}: {
  id: string;
  /** Whether the keys are of this incident: not while several are chosen. */
  keys: boolean;
  onBack: () => void;
  onChanged: () => void;
  onClosed: () => void;
}) {
  const t = useTranslations('incidents');
  const taking = useAction(TakeIncidentsMutation);
  const { can, session } = useSession();
  const { moment } = useTime();
  const words = useAlertWords();
  const [closing, setClosing] = useState(false);
  const [{ data, error }, execute] = useQuery({
    query: IncidentQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const incident = data?.incident;
  const refresh = () => {
    execute({ requestPolicy: 'network-only' });
    onChanged();
  };
  const untaken =
    incident?.alerts.filter(
      ({ status, assignee }) => status !== 'CLOSED' && assignee !== session.user.name,
    ) ?? [];
  const takes = can('alert.take') && untaken.length > 0;
  const closes = can('incident.close') && incident != null && incident.status !== 'CLOSED';
  const take = async () => {
    await taking.run({ incidentIds: [id] });
    refresh();
  };
  useKey('A', t('take'), keys && takes ? () => void take() : undefined);
  useKey('C', t('closeIt'), keys && closes && !closing ? () => setClosing(true) : undefined);

  if (error && !incident) return <FailureNote failure={failureOf(error)} onRetry={refresh} />;
  if (incident === null) return <FailureNote failure={{ code: 'NOT_FOUND', message: t('gone') }} />;
  if (!incident) return <Skeleton height={360} radius="lg" />;
  return (
    <article className={classes.incident}>
      <header className={classes.header}>
        <Button
          className={classes.back}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={onBack}
        >
          {t('backToList')}
        </Button>
        <div className={classes.top}>
          <RiskScore score={incident.score} large />
          <div>
            <h2 className={classes.title}>{words.title(incident)}</h2>
            <p className={classes.text}>{words.score(incident)}</p>
          </div>
        </div>
        <div className={classes.row}>
          <AlertStatusMark status={incident.status} />
          <span className={classes.text}>
            {t('between', { first: moment(incident.firstAt), last: moment(incident.lastAt) })}
          </span>
          <span className={classes.actions}>
            {takes && (
              <Button
                variant="default"
                leftSection={<IconUserCheck size={16} aria-hidden />}
                loading={taking.busy}
                rightSection={keys && <KeyCap>A</KeyCap>}
                onClick={() => void take()}
              >
                {t('take')}
              </Button>
            )}
            {closes && (
              <Button rightSection={keys && <KeyCap>C</KeyCap>} onClick={() => setClosing(true)}>
                {t('closeIt')}
              </Button>
            )}
          </span>
        </div>
        {taking.failure && <FailureNote failure={taking.failure} />}
        {incident.closingCode && (
          <Note tone="ok" icon={IconCircleCheck}>
            <strong>{t(`codes.${incident.closingCode}`)}.</strong> {incident.closingNote}
          </Note>
        )}
      </header>
      <ol className={classes.alerts}>
        {incident.alerts.map((alert) => (
          <AlertEvidence key={alert.id} alert={alert} />
        ))}
      </ol>
      {can('case.handle') && <IncidentCase incidentId={id} open={incident.status !== 'CLOSED'} keys={keys} />}
      {closing && (
        <CloseIncidentsDialog
          incidents={[incident]}
          onClose={() => setClosing(false)}
          onDone={() => {
            setClosing(false);
            refresh();
            onClosed();
          }}
        />
      )}
    </article>
  );
}
