'use client';

import { Button, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { FailureNote } from '@/ui/notes';
import { tellingOf } from './carers';
import classes from './patient.module.css';
import { MyAccessRefusalsQuery, TakeBackRefusalMutation } from './refusals.documents';

/** Whom the record refuses without asking, and the way to take that back. */
export function RefusedReaders() {
  const t = useTranslations('record');
  const [{ data, error }, execute] = useQuery({
    query: MyAccessRefusalsQuery,
    requestPolicy: 'cache-and-network',
  });
  const { run, busy, failure } = useRequest(TakeBackRefusalMutation);
  const again = () => execute({ requestPolicy: 'network-only' });
  if (error && !data) return <FailureNote failure={failureOf(error)} onRetry={again} />;
  if (!data || data.myAccessRefusals.length === 0) return null;
  const takeBack = async (refusalId: string) => {
    if ((await run({ refusalId })).ok) again();
  };
  return (
    <section className={classes.card} aria-label={t('refusals.title')}>
      <Title order={2}>{t('refusals.title')}</Title>
      <p className={classes.lineText}>{t('refusals.text')}</p>
      {failure && <FailureNote failure={failure} />}
      <ul className={classes.lines}>
        {data.myAccessRefusals.map(({ id, person, site, category }) => {
          const told = t('refusals.told', {
            ...tellingOf({ person, site }),
            part: t(`categories.${category as 'medications'}`),
          });
          return (
            <li key={id}>
              <div>
                <p className={classes.lineText}>{told}</p>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  px={0}
                  disabled={busy}
                  aria-label={`${t('refusals.takeBack')}: ${told}`}
                  onClick={() => void takeBack(id)}
                >
                  {t('refusals.takeBack')}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
