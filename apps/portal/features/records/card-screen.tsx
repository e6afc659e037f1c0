'use client';

import { Button, Skeleton, TextInput, Title } from '@mantine/core';
import { IconDeviceMobile, IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import { saveFile } from '@/lib/save-file';
import { useTime } from '@/lib/use-time';
import { FailureNote } from '@/ui/notes';
import { drawCard, type CardSection } from './card-picture';
import { emergencyCardOf } from './emergency-card';
import { linesOf } from './entry-list';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { ownEntries } from './record';
import { useLoaded } from './use-loaded';

/** The emergency card: on paper in a purse, or as the picture of a lock screen. It is made here, and kept nowhere. */
export function CardScreen() {
  const t = useTranslations('record.card');
  const time = useTime();
  const { current } = useRecord();
  const [name, setName] = useState('');
  const { value, failure, again } = useLoaded(
    useCallback(async () => ownEntries(await current()), [current]),
  );
  const card = useMemo(() => value && emergencyCardOf(linesOf(value.entries), Date.now()), [value]);
  const sections = card && [
    { heading: t('allergies'), lines: card.allergies },
    { heading: t('problems'), lines: card.problems },
    { heading: t('medicines'), lines: card.medicines },
  ];
  const shown = sections?.map(({ heading, lines }) => ({
    heading,
    lines: lines.length > 0 ? lines : [t('none')],
  }));
  const today = t('asOf', { time: time.day(new Date().toISOString()) });
  const title = name.trim() || t('heading');
  const save = () => {
    const canvas = document.createElement('canvas');
    drawCard(canvas, title, [...(shown ?? []), { heading: today, lines: [] }], t('moreOnRecord'));
    canvas.toBlob((picture) => picture && saveFile('emergency-card.png', picture));
  };
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <p className={classes.lead}>{t('lead')}</p>
      <TextInput
        size="md"
        label={t('name')}
        description={t('nameHint')}
        value={name}
        autoComplete="off"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {failure && <FailureNote failure={failure} onRetry={again} />}
      {!shown && !failure && <Skeleton height={220} radius="md" />}
      {shown && (
        <>
          <Card title={title} sections={shown} today={today} />
          <Button
            size="md"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('print')}
          </Button>
          <Button
            size="md"
            variant="default"
            leftSection={<IconDeviceMobile size={18} aria-hidden />}
            onClick={save}
          >
            {t('picture')}
          </Button>
          <p className={classes.lineText}>{t('everybody')}</p>
        </>
      )}
    </>
  );
}

function Card({
  title,
  sections,
  today,
}: {
  title: string;
  sections: readonly CardSection[];
  today: string;
}) {
  return (
    <section className={classes.emergencyCard} aria-label={title}>
      <p className={classes.lineTitle}>{title}</p>
      {sections.map(({ heading, lines }) => (
        <div key={heading}>
          <Title order={2}>{heading}</Title>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      <p className={classes.lineText}>{today}</p>
    </section>
  );
}
