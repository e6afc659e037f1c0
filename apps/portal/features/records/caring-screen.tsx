'use client';

import { Button, Checkbox, Skeleton, Stack, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconHeartHandshake, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { dayIn } from '@/lib/day';
import { failureOf } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { toBase64Url } from './bytes';
import { CARERS_SEE, NO_ORGANISATION } from './carers';
import { AskToCareMutation, MyCaresQuery, type Care } from './carers.documents';
import { standingOf } from './consent-standing';
import { AskedFor } from './asked-for';
import { linesOf } from './entry-list';
import { isOnce, takenLook } from './once-looks';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { readGranted } from './reading';
import type { OwnEntries } from './record';
import { RecordLines } from './record-lines';
import { useAttempt } from './use-attempt';

const LOOK_EVERY_MS = 4_000;

/** Whom the owner of this record cares for, with the owner's own keys; and the way to ask somebody. */
export function CaringScreen() {
  const t = useTranslations('record.caring');
  const [{ data, error }, execute] = useQuery({ query: MyCaresQuery, requestPolicy: 'cache-and-network' });
  useEffect(() => {
    const timer = setInterval(() => execute({ requestPolicy: 'network-only' }), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [execute]);
  const again = () => execute({ requestPolicy: 'network-only' });
  return (
    <>
      <Title order={1}>{t('title')}</Title>
      <p className={classes.lineText}>{t('lead')}</p>
      {error && !data && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {!data && !error && <Skeleton height={160} radius="md" />}
      {data?.myCares.length === 0 && (
        <EmptyNote icon={IconHeartHandshake} title={t('none')}>
          {t('noneText')}
        </EmptyNote>
      )}
      {data?.myCares.map((care) => (
        <CareCard key={care.id} care={care} onAnswered={again} />
      ))}
      <AskCard onAsked={again} />
    </>
  );
}

function CareCard({ care, onAnswered }: { care: Care; onAnswered: () => void }) {
  const t = useTranslations('record');
  const time = useTime();
  const { record } = useRecord();
  const { busy, failure, attempt } = useAttempt();
  const [read, setRead] = useState<OwnEntries>();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const { request, patient, pseudonym, name } = care;
  const { consent, status, categories, createdAt } = request;
  const standing = consent ? standingOf(consent, now) : undefined;
  const isOpen = standing === 'active' || standing === 'sending';
  const taken = takenLook(request);
  const isUsed = taken !== undefined && (isOpen || standing === 'over');
  // What was stopped or has run out leaves the screen, too.
  const lines = useMemo(() => (read && isOpen ? linesOf(read.entries) : undefined), [read, isOpen]);
  const look = () =>
    attempt('look', async () => {
      setRead(undefined);
      const { kem, sign } = record.keys.carer;
      const holder = { kemKey: kem.publicKey, signKey: sign.publicKey };
      const reader = { organisation: NO_ORGANISATION, person: name, keys: { kem, sign, holder } };
      setRead(await readGranted(pseudonym, request, reader, setRead, 'own-record'));
    });
  return (
    <section className={classes.card} aria-label={patient}>
      <Title order={2}>{patient}</Title>
      <p>{categories.map((one) => t(`categories.${one as 'medications'}`)).join(', ')}</p>
      <p className={classes.lineText} role="status">
        {isUsed
          ? t(`caring.${taken.told ? 'taken' : 'takenAt'}`, {
              time: time.moment(new Date(taken.at).toISOString()),
            })
          : standing
            ? t(`caring.standing.${standing}`, { time: time.moment(consent!.notAfter) })
            : `${t('caring.asked', { time: time.moment(createdAt) })} · ${status === 'ALLOWED' ? '' : t(`caring.status.${status}`)}`}
      </p>
      {isOpen &&
        care.emergencies.map(({ id, site, createdAt: at }) => (
          <Note key={id} tone="warn" icon={IconAlertTriangle}>
            {t('caring.emergency', { site, patient, time: time.moment(at) })}
          </Note>
        ))}
      {isOpen && isOnce(consent!) && !taken && <p className={classes.lineText}>{t('caring.once')}</p>}
      {isOpen && !taken && (
        <Button
          size="md"
          leftSection={<IconEye size={18} stroke={1.7} aria-hidden />}
          loading={busy !== undefined}
          onClick={() => void look()}
        >
          {t('caring.look')}
        </Button>
      )}
      {failure && !isUsed && <FailureNote failure={failure} />}
      {lines?.length === 0 && <p>{t('caring.empty')}</p>}
      {lines && lines.length > 0 && <RecordLines lines={lines} withCategory />}
      {lines && (
        <Note tone="warn" icon={IconAlertTriangle}>
          {t('caring.incomplete')}
        </Note>
      )}
      {isOpen && care.handed && <AskedFor care={care} onAnswered={onAnswered} />}
    </section>
  );
}

function AskCard({ onAsked }: { onAsked: () => void }) {
  const t = useTranslations('record');
  const { record } = useRecord();
  const { run, busy, failure } = useRequest(AskToCareMutation);
  const [parts, setParts] = useState<string[]>(['medications', 'allergies']);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const { kem, sign } = record.keys.carer;
    const outcome = await run({
      input: {
        code: String(fields.get('code')),
        name: String(fields.get('name')),
        patient: String(fields.get('patient')),
        kemKey: toBase64Url(kem.publicKey),
        signKey: toBase64Url(sign.publicKey),
        categories: parts,
        until: new Date(`${String(fields.get('until'))}T23:59:59`).toISOString(),
      },
    });
    if (!outcome.ok) return;
    form.reset();
    onAsked();
  };
  return (
    <section className={classes.card}>
      <Title order={2}>{t('caring.askTitle')}</Title>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <TextInput
            name="code"
            size="md"
            label={t('caring.code')}
            description={t('caring.codeHint')}
            autoComplete="off"
            autoCapitalize="characters"
            maxLength={40}
            required
          />
          <TextInput name="name" size="md" label={t('caring.name')} maxLength={80} required />
          <TextInput name="patient" size="md" label={t('caring.patient')} maxLength={80} required />
          <Checkbox.Group label={t('caring.parts')} value={parts} onChange={setParts}>
            <Stack gap="xs" mt="xs">
              {CARERS_SEE.map((one) => (
                <Checkbox key={one} size="md" value={one} label={t(`categories.${one}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Note tone="info" icon={IconInfoCircle}>
            {t('caring.hidden')}
          </Note>
          <TextInput
            name="until"
            type="date"
            size="md"
            label={t('caring.until')}
            defaultValue={dayIn(364)}
            max={dayIn(365)}
            required
          />
          {failure && <FailureNote failure={failure} />}
          <Button type="submit" size="md" loading={busy} disabled={parts.length === 0}>
            {t('caring.ask')}
          </Button>
        </Stack>
      </form>
    </section>
  );
}
