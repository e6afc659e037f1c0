'use client';

import { Checkbox } from '@mantine/core';
import { IconBell, IconClock, IconMapPin, IconUser } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CaseDeadline } from '@/features/cases/case-deadline';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import type { IncidentRow } from './alerts.documents';
import classes from './incident-card.module.css';
import { RiskScore } from './risk-score';
import { useAlertWords } from './use-alert-words';

/** A row of the queue: how grave, what, how much, where, since when, by when, who looks at it. */
export function IncidentCard({
  incident,
  current,
  chosen,
  onChoose,
  onOpen,
}: {
  incident: IncidentRow;
  current: boolean;
  /** Undefined where nothing is chosen here. */
  chosen: boolean | undefined;
  onChoose: () => void;
  /** With Shift, the range to this one is meant. */
  onOpen: (extend: boolean) => void;
}) {
  const t = useTranslations('incidents');
  const { ago } = useTime();
  const words = useAlertWords();
  // What several alerts share names the incident; else only their number does.
  const [lot, ...moreLots] = [...new Set(incident.alerts.map(({ lotNumber }) => lotNumber))];
  const [serial, ...moreSerials] = [...new Set(incident.alerts.map((alert) => alert.serial))];
  const assignee = incident.alerts.find((alert) => alert.assignee)?.assignee;
  return (
    <div className={classes.row}>
      {chosen !== undefined && (
        <Checkbox
          aria-label={t('choice.of', { title: words.title(incident) })}
          checked={chosen}
          onChange={onChoose}
        />
      )}
      <button
        type="button"
        className={classes.card}
        aria-pressed={current}
        onClick={(event) => onOpen(event.shiftKey)}
      >
        <RiskScore score={incident.score} />
        <span className={classes.words}>
          <span className={classes.title}>{words.title(incident)}</span>
          <span className={classes.facts}>
            {lot && moreLots.length === 0 && (
              <CodeText>{serial && moreSerials.length === 0 ? `${lot} …${serial.slice(-4)}` : lot}</CodeText>
            )}
            <span>
              <IconBell size={14} stroke={1.8} aria-hidden /> {t('alerts', { count: incident.alerts.length })}
            </span>
            <span>
              <IconMapPin size={14} stroke={1.8} aria-hidden /> {t('places', { count: incident.sites })}
            </span>
            <span>
              <IconClock size={14} stroke={1.8} aria-hidden />
              {incident.alerts.length > 1
                ? t('rowBetween', { first: ago(incident.firstAt), last: ago(incident.lastAt) })
                : ago(incident.lastAt)}
            </span>
            {incident.case && incident.case.status !== 'CLOSED' && <CaseDeadline file={incident.case} />}
            {assignee && (
              <span>
                <IconUser size={14} stroke={1.8} aria-hidden /> {assignee}
              </span>
            )}
          </span>
        </span>
      </button>
    </div>
  );
}
