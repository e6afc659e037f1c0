'use client';

import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { activeProfile, loadProfiles } from './scanner-profiles';
import { loadLineEnd, sendsLineEnd } from './wedge/line-end';
import { listenToWedge } from './wedge/wedge-listener';

const ID = 'scan-later';

/**
 * Keeps scans from the buttons of a screen on which nobody is signed in yet. Its text fields are left alone: password managers
 * type as fast as scanners, and must be able to.
 */
export function ScansLater() {
  const t = useTranslations('signIn');
  useEffect(loadProfiles, []);
  useEffect(loadLineEnd, []);
  useEffect(() => {
    const say = () => {
      notifications.hide(ID);
      notifications.show({ id: ID, color: 'amber', message: t('scanLater') });
    };
    return listenToWedge(document, {
      onCapture: say,
      onPassword: say,
      sendsLineEnd: sendsLineEnd.get,
      profile: activeProfile,
      leaves: (target) => target instanceof HTMLInputElement,
    });
  }, [t]);
  return null;
}
