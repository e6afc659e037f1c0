'use client';

import { Button, SegmentedControl, Skeleton, Title } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconShieldCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { seenLines, sentenceOf } from './access-lines';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { accessLog } from './record';
import { TakenCopies } from './taken-copies';
import { useLoaded } from './use-loaded';

type Filter = 'all' | 'looks' | 'refused';

/** Every look at the record, in plain sentences, checked on this device. */
export function LogScreen() {
  const t = useTranslations('record');
  const time = useTime();
  const { record } = useRecord();
  const [filter, setFilter] = useState<Filter>('all');
  const { value, failure, again } = useLoaded(useCallback(() => accessLog(record), [record]));
  const all = value && seenLines(value.lines);
  const lines = all?.filter(
    ({ event }) => filter === 'all' || event === (filter === 'looks' ? 'release' : 'denial'),
  );
  const altered =
    value?.findings.filter(({ fault }) => fault !== 'HEAD_NOT_ANCHORED' && fault !== 'UNPAIRED') ?? [];
  return (
    <>
      <Title order={1}>{t('log.title')}</Title>
      <SegmentedControl
        value={filter}
        onChange={setFilter}
        aria-label={t('log.filter')}
        data={(['all', 'looks', 'refused'] as const).map((one) => ({
          value: one,
          label: t(`log.filters.${one}`),
        }))}
      />
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
      {lines?.length === 0 && (
        <EmptyNote icon={IconEye} title={t('log.none')}>
          {t('log.noneText')}
        </EmptyNote>
      )}
      <ul className={classes.lines}>
        {lines?.map((line) => (
          <li key={line.key} data-tone={line.event === 'denial' ? 'warn' : undefined}>
            <div>
              <p className={classes.lineTitle}>
                {t(`log.sentences.${sentenceOf(line)}`, {
                  person: line.person,
                  site: line.organisation,
                  parts: line.categories.map((one) => t(`categories.${one}`)).join(', ') || t('log.nothing'),
                  time: time.moment(new Date(line.time * 1000).toISOString()),
                  event: line.event,
                })}
              </p>
              <p className={classes.lineText}>{t('log.nodes', { count: line.nodes })}</p>
              {line.event === 'release' && <NotMe organisation={line.organisation} />}
            </div>
          </li>
        ))}
      </ul>
      <TakenCopies />
      <Button variant="default" onClick={again}>
        {t('log.again')}
      </Button>
      <p className={classes.small}>{t('log.limit')}</p>
    </>
  );
}

function NotMe({ organisation }: { organisation: string }) {
  const t = useTranslations('record.log');
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setAsked(true)}>
        {t('notMe')}
      </Button>
    );
  return (
    <div role="alert">
      <Note tone="warn" icon={IconAlertTriangle}>
        {t('notMeText', { site: organisation })} <Link href="/patient/sharing">{t('notMeStop')}</Link>
      </Note>
    </div>
  );
}
