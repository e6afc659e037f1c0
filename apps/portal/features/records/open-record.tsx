'use client';

import { useRouter } from 'next/navigation';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Provider, useClient } from 'urql';
import { createClient } from '@/lib/client';
import { rememberCsrf } from '@/lib/csrf';
import { failureOf, type Failure } from '@/lib/failure';
import { FailureScreen, WaitingScreen } from '@/features/parties/session-screens';
import { StepUp } from '@/features/identity/step-up';
import { NewRecordSteps } from './new-record-steps';
import { PatientDoor } from './patient-door';
import type { OpenRecord } from './record';
import { MyRecordQuery, PatientQuery, type KeptRecord, type PatientAccount } from './records.documents';
import { UnlockRecord } from './unlock-record';

/** A record is closed when nobody touched the screen for so long. */
const CLOSE_AFTER_MS = 5 * 60_000;
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'scroll'] as const;

interface RecordContext {
  readonly account: PatientAccount;
  readonly record: OpenRecord;
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
    void load();
  }, [load]);
  useClosing(record !== undefined, close);
  const gone = useCallback(() => {
    setRecord(undefined);
    router.replace('/patient');
    leave();
  }, [leave, router]);

  const context = useMemo(
    () => (account && record ? { account, record, close, leave: gone } : undefined),
    [account, record, close, gone],
  );
  if (failure) return <FailureScreen failure={failure} onRetry={() => void load()} />;
  if (account === null) return <PatientDoor onIn={() => void load()} />;
  if (!account || kept === undefined) return <WaitingScreen />;
  if (context) return <Context value={context}>{children}</Context>;
  if (kept === null) return <NewRecordSteps onDone={setRecord} />;
  return <UnlockRecord kept={kept} onOpen={setRecord} onLeave={gone} />;
}

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
