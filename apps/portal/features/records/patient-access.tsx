'use client';

import { Button, Checkbox, Group, Skeleton, Stack, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import { failureOf, type Failure } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { sortedRequests } from './asked-requests';
import { toBase64Url } from './bytes';
import { standingOf } from './consent-standing';
import { deviceKeys, type DeviceKeys } from './device-keys';
import { linesOf, type RecordLine } from './entry-list';
import classes from './patient.module.css';
import { readGranted, isAskedHere } from './reading';
import type { OwnEntries } from './record';
import { RecordLines } from './record-lines';
import {
  AccessRequestsQuery,
  AskAccessMutation,
  WithdrawAccessRequestMutation,
  type AccessRequest,
  type RecordPairing,
} from './records.documents';
import { TakeBack } from './take-back';
import { TakeCopy } from './take-copy';
import { vaultFailure } from './vault-failure';

const LOOK_EVERY_MS = 3_000;
const ASKABLE = ['medications', 'allergies', 'cardiology', 'laboratory', 'emergency-summary'] as const;

/** By the request that opened them. */
type OpenedParts = ReadonlyMap<string, readonly RecordLine[]>;
type OnPart = (requestId: string, lines: readonly RecordLine[] | undefined) => void;

/** Asks one patient, waits for the answer, and shows what was opened for as long as it is. */
export function PatientAccess({
  pairing,
  onRead,
}: {
  pairing: RecordPairing;
  /** What is on the screen now, of all parts together; nothing once it left it. */
  onRead?: (lines: readonly RecordLine[] | undefined) => void;
}) {
  const t = useTranslations('record.patients');
  const { session } = useSession();
  const [keys, setKeys] = useState<DeviceKeys>();
  const [isEarlierShown, setEarlierShown] = useState(false);
  const [opened, setOpened] = useState<OpenedParts>(new Map());
  const keep = useCallback<OnPart>(
    (id, lines) =>
      setOpened((before) => {
        if (before.get(id) === lines) return before;
        const after = new Map(before);
        if (lines) after.set(id, lines);
        else after.delete(id);
        return after;
      }),
    [],
  );
  useEffect(() => onRead?.(opened.size > 0 ? together(opened) : undefined), [opened, onRead]);
  const [{ data, error }, execute] = useQuery({
    query: AccessRequestsQuery,
    variables: { pairingId: pairing.id },
    requestPolicy: 'network-only',
  });
  useEffect(() => {
    void deviceKeys(session.user.id, session.site.id).then(setKeys);
  }, [session.user.id, session.site.id]);
  useEffect(() => {
    const timer = setInterval(() => execute({ requestPolicy: 'network-only' }), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [execute]);
  const again = () => execute({ requestPolicy: 'network-only' });
  if (!keys || (!data && !error)) return <Skeleton height={200} />;
  const requests = data?.accessRequests ?? [];
  const { current, earlier } = sortedRequests(requests, (one) => isAskedHere(one, keys), Date.now());
  const sheet = (request: AccessRequest) => (
    <RequestSheet
      key={request.id}
      pairing={pairing}
      request={request}
      keys={keys}
      onChange={again}
      onPart={keep}
    />
  );
  return (
    <>
      {error && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {current.map(sheet)}
      {!requests.some(({ status }) => status === 'OPEN') && (
        <AskSheet pairing={pairing} keys={keys} onAsked={again} />
      )}
      {earlier.length > 0 && (
        <Group>
          <Button
            variant="default"
            aria-expanded={isEarlierShown}
            onClick={() => setEarlierShown(!isEarlierShown)}
          >
            {t('earlier', { count: earlier.length })}
          </Button>
        </Group>
      )}
      {isEarlierShown && earlier.map(sheet)}
      <Note tone="info" icon={IconInfoCircle}>
        {t('device')}
      </Note>
    </>
  );
}

/** Parts may open the same entry twice. */
function together(parts: OpenedParts): RecordLine[] {
  return [...new Map([...parts.values()].flat().map((line) => [line.id, line])).values()];
}

function AskSheet({
  pairing,
  keys,
  onAsked,
}: {
  pairing: RecordPairing;
  keys: DeviceKeys;
  onAsked: () => void;
}) {
  const t = useTranslations('record');
  const { run, busy, failure } = useRequest(AskAccessMutation);
  const [parts, setParts] = useState<string[]>(['medications']);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const outcome = await run({
      input: {
        pairingId: pairing.id,
        kemKey: toBase64Url(keys.holder.kemKey),
        signKey: toBase64Url(keys.holder.signKey),
        purpose: 'TREAT',
        categories: parts,
        until: new Date(`${String(fields.get('until'))}T23:59:59`).toISOString(),
        words: String(fields.get('words')),
      },
    });
    if (outcome.ok) onAsked();
  };
  return (
    <Sheet title={t('patients.askTitle')} lead={t('patients.askLead')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Checkbox.Group label={t('patients.parts')} value={parts} onChange={setParts}>
            <Stack gap="xs" mt="xs">
              {ASKABLE.map((one) => (
                <Checkbox key={one} value={one} label={t(`categories.${one}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <TextInput
            name="until"
            type="date"
            label={t('patients.until')}
            defaultValue={new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)}
            required
          />
          <Textarea name="words" label={t('patients.words')} maxLength={500} autosize minRows={2} />
          {failure && <FailureNote failure={failure} />}
          <Group>
            <Button type="submit" loading={busy} disabled={parts.length === 0}>
              {t('patients.ask')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Sheet>
  );
}

function RequestSheet({
  pairing,
  request,
  keys,
  onChange,
  onPart,
}: {
  pairing: RecordPairing;
  request: AccessRequest;
  keys: DeviceKeys;
  onChange: () => void;
  onPart: OnPart;
}) {
  const t = useTranslations('record');
  const time = useTime();
  const withdraw = useRequest(WithdrawAccessRequestMutation);
  const { consent, status, categories } = request;
  const parts = categories.map((one) => t(`categories.${one}` as 'categories.medications')).join(', ');
  return (
    <Sheet
      title={parts}
      lead={t('patients.askedOn', { time: time.moment(String(request.createdAt)), person: request.person })}
    >
      <Stack gap="sm" className={classes.prose}>
        {status !== 'ALLOWED' && <p role="status">{t(`patients.status.${status}`)}</p>}
        {status === 'OPEN' && (
          <Group>
            <Button
              variant="default"
              loading={withdraw.busy}
              onClick={() => void withdraw.run({ requestId: request.id }).then(onChange)}
            >
              {t('patients.withdraw')}
            </Button>
          </Group>
        )}
        {withdraw.failure && <FailureNote failure={withdraw.failure} />}
        {consent &&
          (isAskedHere(request, keys) ? (
            <OpenedPart pairing={pairing} request={request} keys={keys} onPart={onPart} />
          ) : (
            <p>{t('patients.otherDevice')}</p>
          ))}
      </Stack>
    </Sheet>
  );
}

function OpenedPart({
  pairing,
  request,
  keys,
  onPart,
}: {
  pairing: RecordPairing;
  request: AccessRequest;
  keys: DeviceKeys;
  onPart: OnPart;
}) {
  const t = useTranslations('record');
  const time = useTime();
  const { session } = useSession();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [read, setRead] = useState<OwnEntries>();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const consent = request.consent!;
  const standing = standingOf(consent, now);
  const isOver = standing !== 'active' && standing !== 'sending';
  // What was stopped or has run out leaves the screen, too.
  const lines = useMemo(() => (read && !isOver ? linesOf(read.entries) : undefined), [read, isOver]);
  useEffect(() => {
    onPart(request.id, lines);
    return () => onPart(request.id, undefined);
  }, [lines, onPart, request.id]);
  const look = async () => {
    setBusy(true);
    setFailure(undefined);
    setRead(undefined);
    try {
      const reader = { organisation: session.site.name, person: session.user.name, keys };
      // Of a long record, the newest shows while the rest is opened.
      setRead(await readGranted(pairing.pseudonym, request, reader, setRead));
    } catch (error) {
      setFailure(vaultFailure(error));
    }
    setBusy(false);
  };
  return (
    <>
      <p>
        {t(`patients.standing.${standing}`, {
          time: time.moment(String(consent.notAfter)),
          left: leftOf(consent.notAfter, now, t),
        })}
      </p>
      <Group>
        <Button leftSection={<IconEye size={16} aria-hidden />} loading={busy} onClick={() => void look()}>
          {t('patients.look')}
        </Button>
      </Group>
      {failure && <FailureNote failure={failure} />}
      {read && isOver && (
        <div role="alert">
          <Note tone="warn" icon={IconInfoCircle}>
            {t('patients.emptied')}
          </Note>
        </div>
      )}
      {lines && (
        <>
          {lines.length === 0 ? (
            <p>{t('patients.empty')}</p>
          ) : (
            <RecordLines
              lines={lines}
              withCategory
              extra={(line) => <TakeBack pairing={pairing} line={line} onDone={() => void look()} />}
            />
          )}
          <TakeCopy pairing={pairing} lines={lines} />
          <Note tone="warn" icon={IconAlertTriangle}>
            {t('patients.incomplete')}
          </Note>
        </>
      )}
    </>
  );
}

function leftOf(until: string, now: number, t: ReturnType<typeof useTranslations<'record'>>): string {
  const minutes = Math.max(0, Math.floor((Date.parse(until) - now) / 60_000));
  if (minutes < 60) return t('patients.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? t('patients.hours', { count: hours })
    : t('patients.days', { count: Math.floor(hours / 24) });
}
