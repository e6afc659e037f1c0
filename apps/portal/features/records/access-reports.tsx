'use client';

import { Skeleton, Stack } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { AccessReportsQuery, AnswerReportMutation, type AccessReport } from './access-reports.documents';
import { OfficerAnswer, type Outcome } from './officer-answer';
import classes from './patient.module.css';

/** Looks that patients say were not for them: each waits until a privacy officer has answered the patient. */
export function AccessReports() {
  const t = useTranslations('record.reports');
  const [{ data, error }, execute] = useQuery({
    query: AccessReportsQuery,
    requestPolicy: 'cache-and-network',
  });
  const again = () => execute({ requestPolicy: 'network-only' });
  const open = data?.accessReports.filter(({ outcome }) => !outcome) ?? [];
  const answered = data?.accessReports.filter(({ outcome }) => outcome) ?? [];
  return (
    <Page narrow title={t('work.title')} lead={t('work.lead')}>
      {error && !data && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {!data && !error && <Skeleton height={160} />}
      {data && open.length === 0 && (
        <EmptyNote icon={IconShieldCheck} title={t('work.none')}>
          {t('work.noneText')}
        </EmptyNote>
      )}
      {open.map((report) => (
        <ReportSheet key={report.id} report={report} onAnswered={again} />
      ))}
      {answered.length > 0 && (
        <Sheet title={t('work.answered')}>
          <Stack gap="sm">
            {answered.map((report) => (
              <div key={report.id}>
                <Told report={report} />
                <p>
                  {t(`outcomes.${report.outcome ?? 'JUSTIFIED'}`, { reviewer: report.reviewer ?? '' })}{' '}
                  {report.answer}
                </p>
              </div>
            ))}
          </Stack>
        </Sheet>
      )}
    </Page>
  );
}

function Told({ report }: { report: AccessReport }) {
  const t = useTranslations('record');
  const time = useTime();
  const { event, person, organisation, categories, words, ownNumber, requestHash } = report;
  return (
    <>
      <p>
        {t('reports.work.told', {
          person,
          site: organisation,
          parts: categories.map((one) => t(`categories.${one as 'medications'}`)).join(', '),
          time: time.moment(report.time),
          event,
          known: ownNumber ? 'yes' : 'no',
          patient: ownNumber,
        })}
      </p>
      {words && <blockquote className={classes.words}>{words}</blockquote>}
      <p style={{ overflowWrap: 'anywhere' }}>{t('reports.work.hash', { hash: requestHash })}</p>
    </>
  );
}

function ReportSheet({ report, onAnswered }: { report: AccessReport; onAnswered: () => void }) {
  const t = useTranslations('record.reports');
  const time = useTime();
  const { run, busy, failure } = useRequest(AnswerReportMutation);
  const answer = async (outcome: Outcome, words: string) => {
    const answered = await run({ input: { reportId: report.id, outcome, words } });
    if (answered.ok) onAnswered();
  };
  return (
    <Sheet title={t('work.waiting')} lead={t('work.since', { time: time.moment(report.createdAt) })}>
      <Stack gap="sm">
        <Told report={report} />
        <OfficerAnswer
          labels={{
            words: t('work.words'),
            wordsHint: t('work.wordsHint'),
            justified: t('work.justified'),
            notJustified: t('work.notJustified'),
          }}
          alwaysInWords
          busy={busy}
          failure={failure}
          onAnswer={(outcome, words) => void answer(outcome, words)}
        />
      </Stack>
    </Sheet>
  );
}
