'use client';

import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useTime } from '@/lib/use-time';
import type { ReadLine } from './entry-list';
import { medicineIn, summaryOf, type Resource } from './fhir';
import { summaryIn } from './ips';
import classes from './patient.module.css';
import { useSummaryDetail } from './use-summary-detail';

/** What an emergency summary says: allergies first, then medicines, problems, and whom to call. */
export function EmergencySummary({ lines }: { lines: readonly ReadLine[] }) {
  const t = useTranslations('record.emergency');
  const time = useTime();
  const detailOf = useSummaryDetail();
  const bundles = lines.filter(({ resource }) => resource.resourceType === 'Bundle').slice(0, 1);
  const { resources, contacts } = summaryIn(bundles[0]?.resource ?? { resourceType: 'Bundle' });
  // What practices wrote for emergencies since the patient's device summed it up.
  const added = lines
    .filter(({ resource, summary }) => resource.resourceType !== 'Bundle' && summary.state === 'current')
    .map(({ resource }) => resource)
    .filter((one) => !resources.some((other) => summaryOf(other).about === summaryOf(one).about));
  const all = [...resources, ...added];
  const groups = {
    allergies: all.filter(({ resourceType }) => resourceType === 'AllergyIntolerance'),
    medicines: all.filter((one) => medicineIn(one) !== undefined),
    problems: all.filter(({ resourceType }) => resourceType === 'Condition'),
    others: all.filter(
      (one) => !['AllergyIntolerance', 'Condition'].includes(one.resourceType) && !medicineIn(one),
    ),
  };
  const dateOf = (date: string) => (Number.isNaN(Date.parse(date)) ? date : time.day(date));
  const row = (resource: Resource, n: number) => {
    const summary = summaryOf(resource);
    const { title, date } = summary;
    return (
      <li key={n}>
        <div>
          <p className={classes.lineTitle}>{title || t('unnamed')}</p>
          <p className={classes.lineText}>{[detailOf(summary), dateOf(date)].filter(Boolean).join(' · ')}</p>
        </div>
      </li>
    );
  };
  return (
    <>
      {(['allergies', 'medicines', 'problems', 'others'] as const).map((group) =>
        group === 'others' && groups[group].length === 0 ? null : (
          <section key={group} className={classes.group}>
            <Title order={3}>{t(`groups.${group}`)}</Title>
            {groups[group].length === 0 ? (
              <p className={classes.lineText}>{t('none')}</p>
            ) : (
              <ul className={classes.lines}>{groups[group].map(row)}</ul>
            )}
          </section>
        ),
      )}
      <section className={classes.group}>
        <Title order={3}>{t('groups.contacts')}</Title>
        {contacts.length === 0 && <p className={classes.lineText}>{t('none')}</p>}
        <ul className={classes.lines}>
          {contacts.map(({ name, phone }, n) => (
            <li key={n}>
              <div>
                <p className={classes.lineTitle}>{name}</p>
                <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
