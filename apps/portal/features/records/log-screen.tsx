'use client';

import { Badge, Button, Skeleton, Title } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconShieldCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { seenLines, withNames, type SeenLine } from './access-lines';
import { MyAccessReportsQuery, type AccessReport } from './access-reports.documents';
import { AskedAbout, useTagNames } from './asked-about';
import { CARING } from './carers';
import { LogFilter } from './log-filter';
import { EVERYTHING, isLook, readersOf, wantedLines } from './looks';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { accessLog } from './record';
import { ReportLook } from './report-look';
import { ReportedLooks } from './reported-looks';
import { noteSeen, seenUntil } from './seen-looks';
import { StopCarer } from './stop-carer';
import { TakenCopies } from './taken-copies';
import { useLoaded } from './use-loaded';
import { useRequests } from './use-requests';
import { useTold } from './use-told';

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
  const { requests, error: unnamed, again: nameAgain } = useRequests();
  // Until the names of carers are there, one who is a carer now would be told of as a former one.
  const isNamed = requests !== undefined || unnamed !== undefined;
  const all = useMemo(
    () =>
      value && isNamed
        ? withNames(seenLines(value.lines), requests?.filter(({ site }) => !site) ?? [], t('log.formerCarer'))
        : undefined,
    [value, isNamed, requests, t],
  );
  const names = useTagNames(all?.some(({ tags }) => tags) ?? false);
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
      {unnamed && !requests && <FailureNote failure={failureOf(unnamed)} onRetry={nameAgain} />}
      {!all && !failure && <Skeleton height={160} radius="md" />}
      {names.failure && <FailureNote failure={names.failure} onRetry={names.again} />}
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
            names={names.value}
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
  names,
  reports,
  onReported,
}: {
  line: SeenLine;
  isNew: boolean;
  names: ReadonlyMap<string, string> | undefined;
  reports: readonly AccessReport[] | undefined;
  onReported: () => void;
}) {
  const t = useTranslations('record');
  const [reporting, setReporting] = useState(false);
  const { told, why } = useTold()(line);
  const isCarers = line.purpose === CARING;
  const isReported = reports?.some(({ requestHash }) => requestHash === line.requestHash);
  return (
    <li data-tone={line.event === 'denial' ? 'warn' : undefined}>
      <div>
        <p className={classes.lineTitle}>
          {isNew && (
            <Badge component="span" size="sm">
              {t('log.new')}
            </Badge>
          )}{' '}
          {told}
        </p>
        {why && <p className={classes.lineText}>{why}</p>}
        {line.tags && names && <AskedAbout line={line} names={names} />}
        <p className={classes.lineText}>{t('log.nodes', { count: line.nodes })}</p>
        {isReported && <p className={classes.lineText}>{t('reports.reported')}</p>}
        {isLook(line) && line.requestHash !== '' && reports && !isReported && (
          <Button variant="subtle" size="compact-sm" px={0} onClick={() => setReporting(true)}>
            {t(isCarers ? 'log.notWanted' : 'log.notMe')}
          </Button>
        )}
        {reporting && isCarers && <StopCarer line={line} told={told} onClose={() => setReporting(false)} />}
        {reporting && !isCarers && (
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
