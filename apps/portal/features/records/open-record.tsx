'use client';

import { useRouter } from 'next/navigation';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Provider, useClient } from 'urql';
import type { Childhood, OpenKeybag } from '@custodia/vault';
import { createClient } from '@/lib/client';
import { rememberCsrf } from '@/lib/csrf';
import { failureOf, type Failure } from '@/lib/failure';
import { FailureScreen, WaitingScreen } from '@/features/parties/session-screens';
import { StepUp } from '@/features/identity/step-up';
import { NewRecordSteps } from './new-record-steps';
import { usePatientApp } from './patient-app';
import { PatientDoor } from './patient-door';
import { renewEmergency } from './emergency';
import type { OpenRecord } from './record';
import { MyRecordQuery, PatientQuery, type KeptRecord, type PatientAccount } from './records.documents';
import { rotateWhereDue, withKeptEpochs } from './rotation';
import { UnlockRecord } from './unlock-record';
import { vaultFailure } from './vault-failure';

/** A record is closed when nobody touched the screen for so long. */
const CLOSE_AFTER_MS = 5 * 60_000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'scroll'] as const;

interface RecordContext {
  readonly account: PatientAccount;
  readonly record: OpenRecord;
  /** Why the keys of new entries could not be renewed after an access ended; it is tried again when the record is opened. */
  readonly unrenewed: Failure | undefined;
  /** Renews the keys of new entries where somebody whose access is over holds the newest. */
  readonly renew: () => Promise<void>;
  /** The record with the epochs that other devices began, too. */
  readonly current: () => Promise<OpenRecord>;
  /** Goes on with a keybag that was kept: it has one more way in. */
  readonly replaceKeybag: (keybag: OpenKeybag) => void;
  /** Goes on with what was kept of whose record it is. */
  readonly replaceChildhood: (childhood: Childhood | undefined) => void;
  /** Keeps the record open while something goes on that takes long, though nobody touches the screen. */
  readonly whileOpen: <T>(work: Promise<T>) => Promise<T>;
  /** Forgets the keys. */
  readonly close: () => void;
  /** Nobody is signed in any more. */
  readonly leave: () => void;
}

const Context = createContext<RecordContext | undefined>(undefined);

/** The opened record; its keys live here, in memory, and nowhere else. */
export function useRecord(): RecordContext {
  const context = use(Context);
  if (!context) throw new Error('useRecord needs an OpenRecordProvider above it.');
  return context;
}

/** Leads from the door to an open record: an account, then a record, then what opens it. */
export function OpenRecordProvider({ children }: { children: ReactNode }) {
  usePatientApp();
  const [epoch, setEpoch] = useState(0);
  const leave = useCallback(() => setEpoch((n) => n + 1), []);
  const client = useMemo(
    () => createClient({ onSignedOut: leave, onStream: () => undefined }),
    // A new epoch is another person, or nobody: nothing of the old client's answers may remain.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [leave, epoch],
  );
  return (
    <Provider value={client} key={epoch}>
      <Account leave={leave}>{children}</Account>
      <StepUp />
    </Provider>
  );
}

function Account({ leave, children }: { leave: () => void; children: ReactNode }) {
  const client = useClient();
  const router = useRouter();
  const [account, setAccount] = useState<PatientAccount | null>();
  const [kept, setKept] = useState<KeptRecord | null>();
  const [record, setRecord] = useState<OpenRecord>();
  const [failure, setFailure] = useState<Failure>();

  const load = useCallback(async () => {
    setFailure(undefined);
    const asked = await client.query(PatientQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    if (asked.error) return setFailure(failureOf(asked.error));
    const found = asked.data?.patient ?? null;
    if (found) rememberCsrf(found.csrf);
    setAccount(found);
    if (!found) return setKept(undefined);
    const answer = await client.query(MyRecordQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    if (answer.error) return setFailure(failureOf(answer.error));
    return setKept(answer.data?.myRecord ?? null);
  }, [client]);
  useEffect(() => void load(), [load]);

  const close = useCallback(() => {
    setRecord(undefined);
    // A way to open it may have been added since it was loaded.
    setKept(undefined);
    void load();
  }, [load]);
  const [atWork, setAtWork] = useState(0);
  const whileOpen = useCallback(async <T,>(work: Promise<T>): Promise<T> => {
    setAtWork((n) => n + 1);
    try {
      return await work;
    } finally {
      setAtWork((n) => n - 1);
    }
  }, []);
  useClosing(record !== undefined && atWork === 0, close);
  const gone = useCallback(() => {
    setRecord(undefined);
    router.replace('/patient');
    leave();
  }, [leave, router]);

  const { unrenewed, renew, current } = useEpochs(record, setRecord);
  const replaceKeybag = useCallback(
    (keybag: OpenKeybag) => setRecord((now) => now && { ...now, keybag }),
    [],
  );
  const replaceChildhood = useCallback(
    (childhood: Childhood | undefined) => setRecord((now) => now && { ...now, childhood }),
    [],
  );

  const context = useMemo(
    () =>
      account && record
        ? {
            account,
            record,
            unrenewed,
            renew,
            current,
            replaceKeybag,
            replaceChildhood,
            whileOpen,
            close,
            leave: gone,
          }
        : undefined,
    [account, record, unrenewed, renew, current, replaceKeybag, replaceChildhood, whileOpen, close, gone],
  );
  if (failure) return <FailureScreen failure={failure} onRetry={() => void load()} />;
  if (account === null) return <PatientDoor onIn={() => void load()} />;
  if (!account || kept === undefined) return <WaitingScreen />;
  if (context) return <Context value={context}>{children}</Context>;
  if (kept === null) return <NewRecordSteps email={account.email} onDone={setRecord} />;
  return <UnlockRecord kept={kept} onOpen={setRecord} onLeave={gone} />;
}

/** Keeps the record's epochs up to date: what another device began, and what an ended access makes due. */
function useEpochs(record: OpenRecord | undefined, setRecord: (change: Changed) => void) {
  const client = useClient();
  const [unrenewed, setUnrenewed] = useState<Failure>();
  const latest = useRef(record);
  useEffect(() => {
    latest.current = record;
  }, [record]);

  const renew = useCallback(async () => {
    const { current: open } = latest;
    if (!open) return;
    try {
      const renewed = await renewEmergency(await rotateWhereDue(client, open), client);
      // Closed meanwhile, it stays closed.
      setRecord((now) =>
        now?.keys === open.keys ? { ...renewed, keybag: now.keybag, childhood: now.childhood } : now,
      );
      setUnrenewed(undefined);
    } catch (error) {
      setUnrenewed(vaultFailure(error));
    }
  }, [client, setRecord]);
  const current = useCallback(async () => {
    if (!record) throw new Error('The record is closed.');
    return withKeptEpochs(client, record);
  }, [client, record]);
  const owner = record?.keys.pseudonym;
  useEffect(() => {
    if (owner) void renew();
  }, [owner, renew]);
  return { unrenewed, renew, current };
}

type Changed = (now: OpenRecord | undefined) => OpenRecord | undefined;

/** Closes an open record that lies there unattended. */
function useClosing(isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    let timer = setTimeout(close, CLOSE_AFTER_MS);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(close, CLOSE_AFTER_MS);
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, again, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, again, { capture: true });
    };
  }, [isOpen, close]);
}
