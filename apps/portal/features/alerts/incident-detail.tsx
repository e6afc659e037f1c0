'use client';

import { Button, Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconCircleCheck, IconUserCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { IncidentCase } from '@/features/cases/incident-case';
import { useSession } from '@/features/parties/session-provider';
import { failureOf } from '@/lib/failure';
import { useFailureText } from '@/lib/use-failure-text';
import { useTime } from '@/lib/use-time';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote, Note } from '@/ui/notes';
import { AlertEvidence } from './alert-evidence';
import { AlertStatusMark } from './alert-marks';
import { IncidentQuery, TakeAlertMutation } from './alerts.documents';
import { CloseIncidentDialog } from './close-incident-dialog';
import classes from './incident-detail.module.css';
import { RiskScore } from './risk-score';
import { useAlertWords } from './use-alert-words';

/** One incident: why it is grave, what each alert says and rests on, and what to do about it. */
export function IncidentDetail({
  id,
  onBack,
  onChanged,
}: {
  id: string;
  onBack: () => void;
  onChanged: () => void;
}) {
  const t = useTranslations('incidents');
  const client = useClient();
  const text = useFailureText();
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
    for (const alert of untaken) {
      const outcome = await client.mutation(TakeAlertMutation, { id: alert.id }).toPromise();
      if (outcome.error) notifications.show({ color: 'brick', message: text(failureOf(outcome.error)) });
    }
    refresh();
  };
  useKey('A', t('take'), takes ? () => void take() : undefined);
  useKey('C', t('closeIt'), closes && !closing ? () => setClosing(true) : undefined);

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
                rightSection={<KeyCap>A</KeyCap>}
                onClick={() => void take()}
              >
                {t('take')}
              </Button>
            )}
            {closes && (
              <Button rightSection={<KeyCap>C</KeyCap>} onClick={() => setClosing(true)}>
                {t('closeIt')}
              </Button>
            )}
          </span>
        </div>
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
      {can('case.handle') && <IncidentCase incidentId={id} open={incident.status !== 'CLOSED'} />}
      {closing && (
        <CloseIncidentDialog
          incidentId={id}
          alerts={incident.alerts.length}
          onClose={() => setClosing(false)}
          onDone={() => {
            setClosing(false);
            refresh();
          }}
        />
      )}
    </article>
  );
}
