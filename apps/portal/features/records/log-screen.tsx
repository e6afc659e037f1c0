'use client';

import { Badge, Button, Skeleton, Title } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconShieldCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { emergencyReasonOf, seenLines, sentenceOf, type SeenLine } from './access-lines';
import { MyAccessReportsQuery, type AccessReport } from './access-reports.documents';
import { CARING } from './carers';
import { LogFilter } from './log-filter';
import { EVERYTHING, isLook, readersOf, wantedLines } from './looks';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { accessLog } from './record';
import { ReportLook } from './report-look';
import { ReportedLooks } from './reported-looks';
import { noteSeen, seenUntil } from './seen-looks';
import { TakenCopies } from './taken-copies';
import { useLoaded } from './use-loaded';

/** Every look at the record, in plain sentences, checked on this device. */
export function LogScreen() {
  const t = useTranslations('record');
  const { record } = useRecord();
  const [wanted, setWanted] = useState(EVERYTHING);
  const { value, failure, again } = useLoaded(useCallback(() => accessLog(record), [record]));
  const [{ data, error }, execute] = useQuery({
    query: MyAccessReportsQuery,
    requestPolicy: 'cache-and-network',
  });
  const reportsAgain = () => execute({ requestPolicy: 'network-only' });
  const all = useMemo(() => value && seenLines(value.lines), [value]);
  const { pseudonym } = record.keys;
  const [seen] = useState(() => seenUntil(pseudonym));
  const newest = all?.[0]?.time;
  useEffect(() => {
    if (newest !== undefined) noteSeen(pseudonym, newest);
  }, [newest, pseudonym]);
  const lines = all && wantedLines(all, wanted, Date.now());
  const altered =
    value?.findings.filter(({ fault }) => fault !== 'HEAD_NOT_ANCHORED' && fault !== 'UNPAIRED') ?? [];
  return (
    <>
      <Title order={1}>{t('log.title')}</Title>
      <LogFilter wanted={wanted} readers={readersOf(all ?? [])} onChange={setWanted} />
      {failure && <FailureNote failure={failure} onRetry={again} />}
      {!value && !failure && <Skeleton height={160} radius="md" />}
      {value &&
        (altered.length > 0 ? (
          <Note tone="stop" icon={IconAlertTriangle}>
            {t('log.altered', { nodes: [...new Set(altered.map(({ node }) => node))].join(', ') })}
          </Note>
        ) : (
          <Note tone="ok" icon={IconShieldCheck}>
            {t('log.checked')}
          </Note>
        ))}
      {lines?.length === 0 &&
        (all?.length === 0 ? (
          <EmptyNote icon={IconEye} title={t('log.none')}>
            {t('log.noneText')}
          </EmptyNote>
        ) : (
          <EmptyNote icon={IconEye} title={t('log.noneWanted')}>
            <Button variant="default" onClick={() => setWanted(EVERYTHING)}>
              {t('log.showAll')}
            </Button>
          </EmptyNote>
        ))}
      <ul className={classes.lines}>
        {lines?.map((line) => (
          <LogLine
            key={line.key}
            line={line}
            isNew={isLook(line) && line.time > seen}
            reports={data?.myAccessReports}
            onReported={reportsAgain}
          />
        ))}
      </ul>
      <ReportedLooks reports={data?.myAccessReports} error={error} again={reportsAgain} />
      <TakenCopies />
      <Button variant="default" onClick={again}>
        {t('log.again')}
      </Button>
      <p className={classes.small}>{t('log.limit')}</p>
    </>
  );
}

function LogLine({
  line,
  isNew,
  reports,
  onReported,
}: {
  line: SeenLine;
  isNew: boolean;
  reports: readonly AccessReport[] | undefined;
  onReported: () => void;
}) {
  const t = useTranslations('record');
  const time = useTime();
  const [reporting, setReporting] = useState(false);
  const told = t(`log.sentences.${sentenceOf(line)}`, {
    person: line.person,
    site: line.organisation,
    parts: line.categories.map((one) => t(`categories.${one}`)).join(', ') || t('log.nothing'),
    time: time.moment(new Date(line.time * 1000).toISOString()),
    event: line.event,
  });
  const emergency = emergencyReasonOf(line);
  const isReported = reports?.some(({ requestHash }) => requestHash === line.requestHash);
  return (
    <li data-tone={line.event === 'denial' ? 'warn' : undefined}>
      <div>
        <p className={classes.lineTitle}>
          {isNew && <Badge size="sm">{t('log.new')}</Badge>} {told}
        </p>
        {emergency && (
          <p className={classes.lineText}>
            {t('log.why', { reason: t(`emergency.reasons.${emergency.reason}`) })}
            {emergency.words && ` ${t('log.words', { words: emergency.words })}`}
          </p>
        )}
        <p className={classes.lineText}>{t('log.nodes', { count: line.nodes })}</p>
        {isReported && <p className={classes.lineText}>{t('reports.reported')}</p>}
        {isLook(line) && line.purpose !== CARING && line.requestHash !== '' && reports && !isReported && (
          <Button variant="subtle" size="compact-sm" px={0} onClick={() => setReporting(true)}>
            {t('log.notMe')}
          </Button>
        )}
        {reporting && (
          <ReportLook
            line={line}
            told={told}
            onClose={() => setReporting(false)}
            onReported={() => {
              setReporting(false);
              onReported();
            }}
          />
        )}
      </div>
    </li>
  );
}
