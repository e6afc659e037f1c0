'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { activeProfile, loadProfiles } from './scanner-profiles';
import { loadLineEnd, lineEnd } from './wedge/line-end';
import { siteLayouts } from './wedge/site-layouts';
import { isTypedByProgram } from './wedge/typed-by-program';
import { listenToWedge } from './wedge/wedge-listener';

const ID = 'scan-later';

/**
 * Keeps scans from the buttons and fields of a screen on which nobody is signed in yet. Password managers type as fast as
 * scanners: what they type is told from a scan, and given back.
 */
export function ScansLater() {
  const t = useTranslations('signIn');
  useEffect(loadProfiles, []);
  useEffect(loadLineEnd, []);
  useEffect(() => {
    return listenToWedge(document, {
      onCapture: () => {
        notifications.hide(ID);
        notifications.show({ id: ID, color: 'amber', message: t('scanLater') });
      },
      isTyping: (captured, field) => {
        const profile = activeProfile();
        const layouts = siteLayouts(navigator.languages);
        // The boxes of a PIN stand in no form; nothing but a person types there.
        return (
          field.form !== null &&
          isTypedByProgram(captured, field, { layouts, ...(profile ? { profile } : {}) })
        );
      },
      mayEndLine: () => lineEnd.get() !== 'none',
      profile: activeProfile,
    });
  }, [t]);
  return null;
}
