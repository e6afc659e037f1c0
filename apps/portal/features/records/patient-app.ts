'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { createStore, useStore } from '@/lib/store';

/** Chromium's word that the page can be installed, kept until the user asks for it. */
interface InstallPrompt extends Event {
  readonly prompt: () => Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

const installing = createStore<InstallPrompt | undefined>(undefined);

/** Registers what answers without a connection and shows notices, in the reader's language. */
export function usePatientApp(): void {
  const locale = useLocale();
  const t = useTranslations('record.push.notice');
  useEffect(() => {
    // Only pages from a secure origin have one.
    if (!('serviceWorker' in navigator)) return;
    void navigator.serviceWorker
      .register('/patient-worker.js', { scope: '/patient' })
      .then(({ active }) => active?.postMessage('language'));
    const words = { title: t('title'), body: t('body'), lang: locale };
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ words }));
  }, [locale, t]);
  useEffect(() => {
    const keep = (event: Event) => {
      event.preventDefault();
      installing.set(event as InstallPrompt);
    };
    const done = () => installing.set(undefined);
    window.addEventListener('beforeinstallprompt', keep);
    window.addEventListener('appinstalled', done);
    return () => {
      window.removeEventListener('beforeinstallprompt', keep);
      window.removeEventListener('appinstalled', done);
    };
  }, []);
}

/** Asks the browser to put the app on the home screen; undefined where it does not offer that. */
export function useInstall(): (() => void) | undefined {
  const prompt = useStore(installing);
  return prompt && (() => void prompt.prompt().then(() => installing.set(undefined)));
}
