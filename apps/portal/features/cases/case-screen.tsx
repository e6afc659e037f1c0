'use client';

import { Anchor, Skeleton } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useClient, useQuery } from 'urql';
import { AlertEvidence } from '@/features/alerts/alert-evidence';
import { useAlertWords } from '@/features/alerts/use-alert-words';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { FactList } from '@/ui/fact-list';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { CaseActions } from './case-actions';
import { CaseStatusMark } from './case-marks';
import { CaseReply } from './case-reply';
import { CaseThread } from './case-thread';
import { CaseQuery, SeeCaseMutation, type CaseDetail } from './cases.documents';
import classes from './cases.module.css';
import { EvidencePanel } from './evidence-panel';

/** One case, as the one who looks at it takes part in it. */
export function CaseScreen({ id, folder, back }: { id: string; folder: string; back: string }) {
  const t = useTranslations('cases');
  const client = useClient();
  const words = useAlertWords();
  const [{ data, error }, execute] = useQuery({
    query: CaseQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const refresh = () => execute({ requestPolicy: 'network-only' });
  const file = data?.case;
  const isNew = file?.side === 'REGULATOR' && file.status === 'NEW';
  useEffect(() => {
    if (isNew) void client.mutation(SeeCaseMutation, { id }).toPromise();
  }, [client, id, isNew]);

  if (!file && (error || file === null))
    return (
      <Page title={t('one')} back={{ href: `${folder}${back}`, label: t('back') }}>
        {error ? (
          <FailureNote failure={failureOf(error)} onRetry={refresh} />
        ) : (
          <FailureNote failure={{ code: 'NOT_FOUND', message: t('gone') }} />
        )}
      </Page>
    );
  if (!file) return <Skeleton height={360} radius="lg" />;
  const open = file.status !== 'CLOSED';
  return (
    <Page
      title={t('case', { number: file.number })}
      lead={file.incident && words.title(file.incident)}
      back={{ href: `${folder}${back}`, label: t('back') }}
      actions={open && file.side === 'REGULATOR' && <CaseActions file={file} onDone={refresh} />}
    >
      <div className={classes.columns}>
        <Sheet title={t('thread')}>
          <CaseThread file={file} />
          {open && <CaseReply file={file} onDone={refresh} />}
        </Sheet>
        <div className={classes.side}>
          <Sheet title={t('facts')}>
            <CaseFacts file={file} />
          </Sheet>
          {file.incident && (
            <Sheet title={t('why')} lead={words.score(file.incident)}>
              <ol className={classes.list}>
                {file.incident.alerts.map((alert) => (
                  <AlertEvidence key={alert.id} alert={alert} />
                ))}
              </ol>
            </Sheet>
          )}
          {file.incident && file.side === 'REGULATOR' && (
            <Sheet title={t('evidence.title')}>
              <EvidencePanel
                incidentId={file.incident.id}
                bundles={file.incident.evidenceBundles}
                onDone={refresh}
              />
            </Sheet>
          )}
        </div>
      </div>
    </Page>
  );
}

function CaseFacts({ file }: { file: CaseDetail }) {
  const t = useTranslations('cases');
  const locale = useLocale();
  const { moment } = useTime();
  const papers = `/files/cases/${file.id}`;
  return (
    <>
      <FactList
        columns={2}
        facts={[
          { label: t('state'), value: <CaseStatusMark status={file.status} /> },
          { label: t('dueBy'), value: moment(file.dueAt) },
          { label: t('asked'), value: file.asked ? t(`sides.${file.asked}`) : t('nobody') },
          { label: t('assignee'), value: file.assignee ?? t('nobody') },
          { label: t('sides.MAKER'), value: file.maker?.name ?? t('unknown') },
          {
            label: t('sides.SITE'),
            value:
              file.sites.map(({ name, city }) => [name, city].filter(Boolean).join(', ')).join('; ') ||
              t('unnamed'),
          },
        ]}
      />
      <ul className={classes.list} style={{ marginTop: '1rem' }}>
        <li>
          <Anchor href={`${papers}/quarantine.pdf?lang=${locale}`} target="_blank">
            {t('label')}
          </Anchor>
        </li>
        {file.side === 'REGULATOR' && (
          <>
            <li>
              <Anchor href={`${papers}/fda-3911.txt`} download>
                {t('fda')}
              </Anchor>
            </li>
            <li>
              <Anchor href={`${papers}/eu-rapid-alert.txt`} download>
                {t('rapidAlert')}
              </Anchor>
            </li>
          </>
        )}
      </ul>
    </>
  );
}
