'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Failure } from './failure';

/** What comes with some codes. */
interface Details {
  readonly roles?: readonly string[];
  readonly duty?: string;
  readonly retryAfterSeconds?: number;
}

/** The reader's words for a code, with the API's English sentence where they point to it; else that sentence alone. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations();
  const format = useFormatter();
  return useCallback(
    ({ code, message, details = {} }) => {
      const key = `failure.codes.${code}` as 'failure.codes.NETWORK';
      const { roles, duty, retryAfterSeconds: seconds = 0 } = details as Details;
      const minutes = Math.ceil(seconds / 60);
      const [count, unit] = seconds < 100 ? [seconds, 'second'] : [minutes, 'minute'];
      const wait = format.number(count, { style: 'unit', unit, unitDisplay: 'long' });
      const said = t.has(key) ? t(key, { message, seconds, wait }) : message;
      if (code !== 'FORBIDDEN') return said;
      if (duty)
        return `${said} ${t('failure.needsDuty', { duty: t(`people.duties.${duty}` as 'people.duties.audit.read') })}`;
      if (!roles) return said;
      const names = roles.map((role) => t(`failure.roles.${role}` as 'failure.roles.PHARMACY'));
      return `${said} ${t('failure.onlyFor', { roles: format.list(names, { type: 'disjunction' }) })}`;
    },
    [t, format],
  );
}
