'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useSession } from '@/features/parties/session-provider';
import { workspacesOf } from '@/features/parties/workspaces';
import { useKey } from '../keys/keys-provider';
import { openPalette } from './palette-calls';

/** The keys that work on every screen. */
export function FrameKeys() {
  const t = useTranslations('keys');
  const router = useRouter();
  const { session } = useSession();
  const workspaces = workspacesOf(session.roles);
  const scanPlace = workspaces.includes('pharmacy')
    ? '/pharmacy/scan'
    : workspaces.includes('regulator')
      ? '/regulator/trace'
      : undefined;
  useKey('Ctrl+K', t('palette'), openPalette, true);
  useKey('F2', t('scan'), scanPlace ? () => router.push(scanPlace) : undefined, true);
  return null;
}
