'use client';

import { useEffect, useRef } from 'react';
import { useSubscription } from 'urql';
import { AlertRaisedSubscription } from './alerts.documents';

/** Calls back when an alert is raised that the site may see. */
export function useAlertNews(onNews: () => void): void {
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  const [{ data }] = useSubscription({ query: AlertRaisedSubscription });
  const id = data?.alertRaised.id;
  useEffect(() => {
    if (id !== undefined) latest.current();
  }, [id]);
}
