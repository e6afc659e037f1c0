'use client';

import { ActionIcon, Button, Skeleton, Title } from '@mantine/core';
import { IconAlertTriangle, IconPill, IconRefresh, IconScan } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { hiddenOf } from './childhood';
import { CheckDue } from './check-due';
import { EmergencyNotice } from './emergency-notice';
import { linesOf } from './entry-list';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { RecordLines } from './record-lines';
import { ReminderNotes } from './reminder-notes';
import { ownEntries, type OwnEntries } from './record';
import { useLoaded } from './use-loaded';

/** The own record: medicines first, then everything else. */
export function MedicinesScreen() {
  const t = useTranslations('record.medicines');
  const { current, record } = useRecord();
  const { value, failure, again } = useLoaded(
    // Of a long record, the newest shows while the rest is opened.
    useCallback(
      async (onOpened: (part: OwnEntries) => void) => ownEntries(await current(), onOpened),
      [current],
    ),
  );
  const lines = value && linesOf(value.entries);
  const medicines = lines?.filter(({ category }) => category === 'medications') ?? [];
  const others = lines?.filter(({ category }) => category !== 'medications') ?? [];
  return (
    <>
      <div className={classes.heading}>
        <Title order={1}>{t('title')}</Title>
        <ActionIcon variant="subtle" size="lg" aria-label={t('again')} onClick={again}>
          <IconRefresh size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      </div>
      <CheckDue />
      <EmergencyNotice />
      {failure && <FailureNote failure={failure} onRetry={again} />}
      {!lines && !failure && <Skeleton height={160} radius="md" />}
      {lines && lines.length === 0 && (
        <EmptyNote
          icon={IconPill}
          title={t('none')}
          action={
            <Button component={Link} href="/patient/requests" size="md">
              {t('showCode')}
            </Button>
          }
        >
          {t('noneText')}
        </EmptyNote>
      )}
      {medicines.length > 0 && <ReminderNotes lines={medicines} />}
      {medicines.length > 0 && <RecordLines lines={medicines} />}
      {others.length > 0 && (
        <>
          <Title order={2}>{t('others')}</Title>
          <RecordLines lines={others} withCategory />
        </>
      )}
      <Button
        component={Link}
        href="/patient/check"
        size="md"
        variant="default"
        leftSection={<IconScan size={18} stroke={1.7} aria-hidden />}
      >
        {t('checkPack')}
      </Button>
      {value && value.unreadable > 0 && (
        <Note tone="warn" icon={IconAlertTriangle}>
          {t('damaged', { count: value.unreadable })}
        </Note>
      )}
      {hiddenOf(record.childhood).length > 0 && <p className={classes.small}>{t('confidential')}</p>}
      {lines && <p className={classes.small}>{t('incomplete')}</p>}
    </>
  );
}
