'use client';

import type { Permission } from '@custodia/access';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Provider } from 'urql';
import { createClient } from '@/lib/client';
import { rememberCsrf } from '@/lib/csrf';
import { failureOf, type Failure } from '@/lib/failure';
import { forgetAllOf } from '@/lib/kept';
import { StepUp } from '@/features/identity/step-up';
import { streamConnected } from '@/features/ledger/stream-state';
import { departure, type Departure } from './departure';
import { FailureScreen, LeavingScreen, WaitingScreen } from './session-screens';
import { MeQuery, type Session } from './session.documents';
import { useDeparture } from './use-departure';

export interface SessionContext {
  readonly session: Session;
  readonly can: (permission: Permission) => boolean;
  /** Takes over a session that the API has just handed out: another operator or site. */
  readonly adopt: (session: Session) => void;
  /** Hides everything at once, and tells the service until it has heard. */
  readonly depart: (how: Departure) => void;
}

const SecondFactorScreen = dynamic(
  () => import('@/features/identity/second-factor-screen').then((module) => module.SecondFactorScreen),
  { ssr: false },
);

const Context = createContext<SessionContext | undefined>(undefined);

export function useSession(): SessionContext {
  const context = use(Context);
  if (!context) throw new Error('useSession needs a SessionProvider above it.');
  return context;
}

type State = { session?: Session; failure?: Failure };

/** Lets only signed-in people further, and gives them a client of their own. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [epoch, setEpoch] = useState(0);
  const [state, setState] = useState<State>({});

  const leave = useCallback(() => {
    setState({});
    const { pathname } = window.location;
    // Told twice, by the lock and by the service: the first has taken along where to go on.
    if (pathname !== '/sign-in') router.replace(`/sign-in?next=${encodeURIComponent(pathname)}`);
  }, [router]);

  const begin = useCallback(() => {
    setState({});
    setEpoch((n) => n + 1);
  }, []);

  const client = useMemo(
    () => createClient({ onSignedOut: leave, onChanged: begin, onStream: streamConnected.set }),
    // A new epoch is a new session: nothing of the old client's answers may remain.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [leave, begin, epoch],
  );

  const accept = useCallback((session: Session) => {
    rememberCsrf(session.csrf);
    setState({ session });
  }, []);

  const load = useCallback(async () => {
    const { data, error } = await client.query(MeQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    if (data?.me) accept(data.me);
    else if (error) setState({ failure: failureOf(error) });
    else leave();
  }, [client, accept, leave]);

  const { how, failure: notHeard, tell } = useDeparture(client, leave);
  useEffect(() => {
    if (how === null) void load();
  }, [load, how]);

  const adopt = useCallback(
    (session: Session) => {
      begin();
      rememberCsrf(session.csrf);
      router.replace('/home');
    },
    [begin, router],
  );

  const { session, failure } = state;
  const context = useMemo<SessionContext | undefined>(
    () =>
      session && {
        session,
        adopt,
        depart: (how) => {
          if (how === 'sign-out') forgetAllOf(session);
          departure.set(how);
        },
        can: (permission) => session.permissions.includes(permission),
      },
    [session, adopt],
  );
  if (how) return <LeavingScreen how={how} failure={notHeard} onRetry={() => void tell()} />;
  if (failure) return <FailureScreen failure={failure} onRetry={() => void load()} />;
  if (!context) return <WaitingScreen />;
  return (
    <Context value={context}>
      <Provider value={client} key={`${session?.user.id} ${session?.site.id}`}>
        {session?.lacksSecondFactor ? <SecondFactorScreen onDone={() => void load()} /> : children}
        <StepUp />
      </Provider>
    </Context>
  );
}
