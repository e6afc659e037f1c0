'use client';

import { Button, Checkbox, Modal, Stack, Textarea } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { mutate } from '@/lib/mutate';
import { FailureNote, Note } from '@/ui/notes';
import type { SeenLine } from './access-lines';
import { ReportAccessMutation } from './access-reports.documents';
import { MyEmergencyQuery } from './emergency.documents';
import { accessesBehind, siteBehind } from './looks';
import { useRecord } from './open-record';
import { stopAccess } from './stop-access';
import { useAttempt } from './use-attempt';
import { useRequests } from './use-requests';
import { ApiFailure } from './vault-failure';

/** "This was not for me": stops what the look came from, renews the keys, and has somebody answer for it. */
export function ReportLook({
  line,
  told,
  onClose,
  onReported,
}: {
  line: SeenLine;
  /** The line in the owner's words. */
  told: string;
  onClose: () => void;
  onReported: () => void;
}) {
  const t = useTranslations('record.reports');
  const client = useClient();
  const { record, renew } = useRecord();
  const { requests, error, again } = useRequests();
  const [{ data: emergency, error: unread }, askEmergency] = useQuery({ query: MyEmergencyQuery });
  const { busy, failure, attempt } = useAttempt();
  const [words, setWords] = useState('');
  const [wanted, setWanted] = useState(false);
  const uses = emergency?.myEmergency.accesses;
  const missing = error ?? unread;
  const siteId = siteBehind(line, requests ?? [], uses ?? []);
  const behind = accessesBehind(line, requests ?? [], Date.now());
  // Where nobody goes by that name, nobody but a regulator can find out.
  const toRegulator = wanted || siteId === undefined;
  const report = () =>
    attempt('report', async () => {
      for (const request of behind) await stopAccess(record, client, request);
      if (behind.length > 0) await renew();
      const { event, organisation, person, categories, requestHash } = line;
      const time = new Date(line.time * 1000).toISOString();
      const outcome = await mutate(client, ReportAccessMutation, {
        input: {
          line: { event, time, organisation, person, categories: [...categories], requestHash },
          aboutSiteId: siteId ?? null,
          words,
          toRegulator,
        },
      });
      again();
      if (!outcome.ok) throw new ApiFailure(outcome.failure);
      onReported();
    });
  return (
    <Modal opened onClose={onClose} title={t('title')}>
      <Stack gap="sm">
        <p>{told}</p>
        <Note tone="info" icon={IconInfoCircle}>
          {t(behind.length > 0 ? 'stops' : 'nothingOpen')}{' '}
          {siteId === undefined
            ? t('unknown', { site: line.organisation })
            : t('goes', { site: line.organisation })}
        </Note>
        <Textarea
          label={t('words')}
          description={t('wordsHint')}
          value={words}
          maxLength={1000}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <Checkbox
          size="md"
          label={t('regulator')}
          checked={toRegulator}
          disabled={siteId === undefined}
          onChange={({ currentTarget }) => setWanted(currentTarget.checked)}
        />
        {missing && (
          <FailureNote
            failure={failureOf(missing)}
            onRetry={() => {
              again();
              askEmergency({ requestPolicy: 'network-only' });
            }}
          />
        )}
        {failure && <FailureNote failure={failure} />}
        <Button
          color="brick"
          size="md"
          loading={busy !== undefined}
          disabled={!requests || !uses}
          onClick={() => void report()}
        >
          {t(behind.length > 0 ? 'stopAndReport' : 'report')}
        </Button>
        <Button variant="default" size="md" onClick={onClose}>
          {t('leave')}
        </Button>
      </Stack>
    </Modal>
  );
}
