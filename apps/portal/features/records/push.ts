import type { Client } from 'urql';
import { failureOf } from '@/lib/failure';
import { mutate, type Outcome } from '@/lib/mutate';
import { toBase64Url } from './bytes';
import { EndPushNoticesMutation, MyPushNoticesQuery, TakePushNoticesMutation } from './push.documents';
import { ApiFailure } from './vault-failure';

/** What stands in the way of telling this browser, if anything does. */
export type PushHurdle = 'server' | 'browser' | 'blocked';

export interface PushChoiceState {
  readonly hurdle: PushHurdle | undefined;
  /** What a subscription is bound to. */
  readonly key: string;
  readonly here: boolean;
  /** How many other browsers of the patient are told. */
  readonly others: number;
}

/** How it stands. @throws ApiFailure */
export async function pushState(client: Client): Promise<PushChoiceState> {
  const own = await ownSubscription();
  const endpoint = own?.endpoint ?? null;
  const { data, error } = await client
    .query(MyPushNoticesQuery, { endpoint }, { requestPolicy: 'network-only' })
    .toPromise();
  if (error) throw new ApiFailure(failureOf(error));
  if (!data) throw new Error('The answer was empty.');
  const { key, here, others } = data.myPushNotices;
  const isOn = here && own !== null && isBoundTo(own, key);
  return { hurdle: hurdleOf(key), key: key ?? '', here: isOn, others };
}

/** Has this browser told: after the patient said so, and the browser asked once more. @throws ApiFailure */
export async function switchPushOn(client: Client, key: string): Promise<void> {
  const { endpoint } = await subscribe(key);
  done(await mutate(client, TakePushNoticesMutation, { endpoint }));
}

/** Has this browser told no more. @throws ApiFailure */
export async function switchPushOff(client: Client): Promise<void> {
  const outcome = await endPushHere(client);
  if (outcome) done(outcome);
}

/** As who signs out here does, who waits for no answer: a browser that is signed out is told nothing in any case. */
export async function endPushHere(client: Client): Promise<Outcome<unknown> | undefined> {
  const own = await ownSubscription();
  return own ? mutate(client, EndPushNoticesMutation, { endpoint: own.endpoint }) : undefined;
}

/** Has none of the patient's browsers told any more. @throws ApiFailure */
export async function switchPushOffEverywhere(client: Client): Promise<void> {
  done(await mutate(client, EndPushNoticesMutation, { endpoint: null }));
}

function done(outcome: Outcome<unknown>): void {
  if (!outcome.ok) throw new ApiFailure(outcome.failure);
}

function isOffered(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

function hurdleOf(key: string | null): PushHurdle | undefined {
  if (key === null) return 'server';
  if (!isOffered()) return 'browser';
  return Notification.permission === 'denied' ? 'blocked' : undefined;
}

async function ownSubscription(): Promise<PushSubscription | null> {
  if (!isOffered()) return null;
  const registration = await navigator.serviceWorker.getRegistration('/patient');
  return (await registration?.pushManager.getSubscription()) ?? null;
}

async function subscribe(key: string): Promise<PushSubscription> {
  if ((await Notification.requestPermission()) !== 'granted')
    throw new ApiFailure({ code: 'PUSH_NOT_ALLOWED', message: 'Notices were not allowed.' });
  const { pushManager } = await navigator.serviceWorker.ready;
  try {
    const known = await pushManager.getSubscription();
    // One that is bound to a key which the server had before is woken by nobody any more.
    if (known && !isBoundTo(known, key)) await known.unsubscribe();
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new ApiFailure({ code: 'PUSH_SERVICE_AWAY', message: error.message });
  }
}

function isBoundTo({ options }: PushSubscription, key: string | null): boolean {
  const { applicationServerKey } = options;
  return applicationServerKey !== null && toBase64Url(new Uint8Array(applicationServerKey)) === key;
}
