'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Sheet } from '@/ui/sheet';
import { ChangePasswordDialog } from './change-password-dialog';

export function PasswordSheet() {
  const t = useTranslations('security.password');
  const [changing, setChanging] = useState(false);
  return (
    <Sheet
      title={t('title')}
      actions={
        <Button variant="default" onClick={() => setChanging(true)}>
          {t('change')}
        </Button>
      }
    >
      {t('text')}
      {changing && <ChangePasswordDialog onClose={() => setChanging(false)} />}
    </Sheet>
  );
}
