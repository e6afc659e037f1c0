'use client';

import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import { failureOf, type Failure } from '@/lib/failure';
import { useRequest } from '@/lib/use-request';
import { useTime } from '@/lib/use-time';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { AskSheet } from './ask-access';
import { sortedRequests } from './asked-requests';
import { standingOf, type ConsentStanding } from './consent-standing';
import { deviceKeys, type DeviceKeys } from './device-keys';
import { linesOf, type RecordLine } from './entry-list';
import classes from './patient.module.css';
import { isOnce, takenLook } from './once-looks';
import { readGranted, isAskedHere } from './reading';
import type { OwnEntries } from './record';
import { RecordLines } from './record-lines';
import {
  AccessRequestsQuery,
  WithdrawAccessRequestMutation,
  type AccessRequest,
  type RecordPairing,
} from './records.documents';
import { TakeBack } from './take-back';
import { TakeCopy } from './take-copy';
import { vaultFailure } from './vault-failure';

const LOOK_EVERY_MS = 3_000;

interface OpenedPart {
  readonly lines: readonly RecordLine[];
  readonly categories: readonly string[];
}

/** By the request that opened them. */
type OpenedParts = ReadonlyMap<string, OpenedPart>;
type OnPart = (requestId: string, part: OpenedPart | undefined) => void;

/** What is opened, and which parts that is. */
export type OnRead = (lines: readonly RecordLine[] | undefined, parts: readonly string[]) => void;

/** Asks one patient, waits for the answer, and shows what was opened for as long as it is. */
export function PatientAccess({
  pairing,
  onRead,
}: {
  pairing: RecordPairing;
  /** What is on the screen now, of all parts together; nothing once it left it. */
  onRead?: OnRead;
}) {
  const t = useTranslations('record.patients');
  const { session } = useSession();
  const [keys, setKeys] = useState<DeviceKeys>();
  const [isEarlierShown, setEarlierShown] = useState(false);
  const [opened, setOpened] = useState<OpenedParts>(new Map());
  const [wanted, setWanted] = useState<AccessRequest>();
  const keep = useCallback<OnPart>(
    (id, part) =>
      setOpened((before) => {
        if (before.get(id)?.lines === part?.lines) return before;
        const after = new Map(before);
        if (part) after.set(id, part);
        else after.delete(id);
        return after;
      }),
    [],
  );
  useEffect(() => {
    const parts = [...opened.values()].flatMap(({ categories }) => categories);
    onRead?.(opened.size > 0 ? together(opened) : undefined, parts);
  }, [opened, onRead]);
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
  const isWaiting = requests.some(({ status }) => status === 'OPEN');
  const sheet = (request: AccessRequest) => (
    <RequestSheet
      key={request.id}
      pairing={pairing}
      request={request}
      keys={keys}
      onChange={again}
      onPart={keep}
      onAskAgain={isWaiting ? undefined : setWanted}
    />
  );
  return (
    <>
      {error && <FailureNote failure={failureOf(error)} onRetry={again} />}
      {current.map(sheet)}
      {!isWaiting && (
        <AskSheet
          key={wanted?.id ?? 'new'}
          pairing={pairing}
          keys={keys}
          again={wanted}
          onAsked={() => {
            setWanted(undefined);
            again();
          }}
        />
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
  return [
    ...new Map([...parts.values()].flatMap(({ lines }) => lines).map((line) => [line.id, line])).values(),
  ];
}

function RequestSheet({
  pairing,
  request,
  keys,
  onChange,
  onPart,
  onAskAgain,
}: {
  pairing: RecordPairing;
  request: AccessRequest;
  keys: DeviceKeys;
  onChange: () => void;
  onPart: OnPart;
  /** None while a request waits: one at a time. */
  onAskAgain: ((request: AccessRequest) => void) | undefined;
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
            <PartSheet
              pairing={pairing}
              request={request}
              keys={keys}
              onPart={onPart}
              onAskAgain={onAskAgain}
            />
          ) : (
            <p>{t('patients.otherDevice')}</p>
          ))}
      </Stack>
    </Sheet>
  );
}

function PartSheet({
  pairing,
  request,
  keys,
  onPart,
  onAskAgain,
}: {
  pairing: RecordPairing;
  request: AccessRequest;
  keys: DeviceKeys;
  onPart: OnPart;
  onAskAgain: ((request: AccessRequest) => void) | undefined;
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
  // The nodes may know before the ledger does.
  const isRefused = failure !== undefined && ENDED.has(failure.code);
  const standing = endedOf(standingOf(consent, now), failure?.code);
  const isOver = standing !== 'active' && standing !== 'sending';
  const once = isOnce(consent);
  const taken = takenLook(request);
  const isUsed = taken !== undefined && (!isOver || standing === 'over');
  // What was stopped or has run out leaves the screen, too.
  const lines = useMemo(() => (read && !isOver ? linesOf(read.entries) : undefined), [read, isOver]);
  // A list that is loaded anew is the same as long as its words are.
  const opens = request.categories.join(' ');
  useEffect(() => {
    onPart(request.id, lines && { lines, categories: opens.split(' ') });
    return () => onPart(request.id, undefined);
  }, [lines, onPart, request.id, opens]);
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
  const until = time.moment(String(consent.notAfter));
  return (
    <>
      {isUsed ? (
        <p role="status">
          {t(`patients.${lines ? 'taken' : taken.told ? 'gone' : 'goneAt'}`, {
            time: time.moment(new Date(taken.at).toISOString()),
            until,
          })}
        </p>
      ) : (
        <p>{t(`patients.standing.${standing}`, { time: until, left: leftOf(consent.notAfter, now, t) })}</p>
      )}
      {once && !isOver && !taken && !read && !failure && <p role="status">{t('patients.once')}</p>}
      <Group>
        {!isRefused && !taken && (
          <Button
            variant={isOver ? 'default' : 'filled'}
            leftSection={<IconEye size={16} aria-hidden />}
            loading={busy}
            onClick={() => void look()}
          >
            {t('patients.look')}
          </Button>
        )}
        {(isOver || taken) && onAskAgain && (
          <Button onClick={() => onAskAgain(request)}>{t('patients.askAgain')}</Button>
        )}
      </Group>
      {failure && !isUsed && <FailureNote failure={failure} />}
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
              extra={(line) => (
                <TakeBack pairing={pairing} line={line} onDone={once ? undefined : () => void look()} />
              )}
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

/** Refusals after which no look of this access is answered any more. */
const ENDED: ReadonlySet<string> = new Set(['CONSENT_REVOKED', 'CONSENT_OVER']);

function endedOf(standing: ConsentStanding, refusal: string | undefined): ConsentStanding {
  if (standing !== 'active' && standing !== 'sending') return standing;
  if (refusal === 'CONSENT_REVOKED') return 'stopped';
  return refusal === 'CONSENT_OVER' ? 'over' : standing;
}

function leftOf(until: string, now: number, t: ReturnType<typeof useTranslations<'record'>>): string {
  const minutes = Math.max(0, Math.floor((Date.parse(until) - now) / 60_000));
  if (minutes < 60) return t('patients.minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? t('patients.hours', { count: hours })
    : t('patients.days', { count: Math.floor(hours / 24) });
}
