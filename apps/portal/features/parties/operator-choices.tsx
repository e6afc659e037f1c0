'use client';

import { Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconDeviceDesktop,
  IconEyeExclamation,
  IconHistory,
  IconKey,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMoon,
  IconShieldLock,
  IconSun,
  IconUserShare,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useLaterScans } from '@/features/dispensing/later-store';
import { LOCALES, LOCALE_COOKIE } from '@/i18n/locales';
import { useEver } from '@/lib/use-ever';
import type { OpenProps } from '@/ui/frame/opens-late';
import { openOperatorSwitch } from './operator-switch-store';
import { useSession } from './session-provider';

const ConfirmDialog = dynamic(() => import('@/ui/confirm-dialog').then((module) => module.ConfirmDialog), {
  ssr: false,
});
const PinDialog = dynamic(() => import('./pin-dialog').then((module) => module.PinDialog), { ssr: false });

const SCHEMES = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const;

/** What a person may do about themselves: change with somebody, PIN, language and look, or leave. */
export function OperatorChoices({ face }: OpenProps) {
  const t = useTranslations('operator');
  const locale = useLocale();
  const router = useRouter();
  const { can, depart, session } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [settingPin, setSettingPin] = useState(false);
  const setsPin = useEver(settingPin);
  const kept = useLaterScans().length;
  const [leaving, setLeaving] = useState(false);

  const speak = (next: string) => {
    document.cookie = `${LOCALE_COOKIE}=${next}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  };
  return (
    <>
      <Menu defaultOpened position="bottom-end">
        <Menu.Target>{face}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{session.user.email}</Menu.Label>
          <Menu.Item
            leftSection={<IconUserShare size={16} stroke={1.7} aria-hidden />}
            onClick={openOperatorSwitch}
          >
            {t('switch')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconKey size={16} stroke={1.7} aria-hidden />}
            onClick={() => setSettingPin(true)}
          >
            {session.hasPin ? t('changePin') : t('setPin')}
          </Menu.Item>
          <Menu.Item
            component={Link}
            href="/security"
            leftSection={<IconShieldLock size={16} stroke={1.7} aria-hidden />}
          >
            {t('security')}
          </Menu.Item>
          {can('people.read') && (
            <Menu.Item
              component={Link}
              href="/people"
              leftSection={<IconUsers size={16} stroke={1.7} aria-hidden />}
            >
              {t('people')}
            </Menu.Item>
          )}
          {can('webhook.read') && (
            <Menu.Item
              component={Link}
              href="/webhooks"
              leftSection={<IconWebhook size={16} stroke={1.7} aria-hidden />}
            >
              {t('webhooks')}
            </Menu.Item>
          )}
          {can('report.read') && (
            <Menu.Item
              component={Link}
              href="/reports"
              leftSection={<IconEyeExclamation size={16} stroke={1.7} aria-hidden />}
            >
              {t('reports')}
            </Menu.Item>
          )}
          {can('audit.read') && (
            <Menu.Item
              component={Link}
              href="/audit"
              leftSection={<IconHistory size={16} stroke={1.7} aria-hidden />}
            >
              {t('audit')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Label>{t('language')}</Menu.Label>
          {LOCALES.map((name) => (
            <Menu.Item
              key={name}
              leftSection={<IconLanguage size={16} stroke={1.7} aria-hidden />}
              lang={name}
              aria-current={name === locale || undefined}
              fw={name === locale ? 650 : undefined}
              onClick={() => speak(name)}
            >
              {t(`languages.${name}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t('look')}</Menu.Label>
          {SCHEMES.map(({ value, icon: Symbol }) => (
            <Menu.Item
              key={value}
              leftSection={<Symbol size={16} stroke={1.7} aria-hidden />}
              aria-current={value === colorScheme || undefined}
              fw={value === colorScheme ? 650 : undefined}
              onClick={() => setColorScheme(value)}
            >
              {t(`looks.${value}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {session.hasPin && (
            <Menu.Item
              leftSection={<IconLock size={16} stroke={1.7} aria-hidden />}
              onClick={() => depart('lock')}
            >
              {t('lock')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconLogout size={16} stroke={1.7} aria-hidden />}
            onClick={() => (kept > 0 ? setLeaving(true) : depart('sign-out'))}
          >
            {t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {leaving && (
        <ConfirmDialog
          title={t('keptScans.title')}
          text={t('keptScans.text', { count: kept })}
          cancel={t('keptScans.stay')}
          confirm={t('signOut')}
          busy={false}
          failure={undefined}
          onClose={() => setLeaving(false)}
          onConfirm={() => depart('sign-out')}
        />
      )}
      {setsPin && <PinDialog opened={settingPin} onClose={() => setSettingPin(false)} />}
    </>
  );
}
