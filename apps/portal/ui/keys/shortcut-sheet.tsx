'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { KeyCap } from './key-cap';
import type { KeyBinding } from './keys';
import classes from './keys.module.css';

/** All keys that work on the screen as it is. */
export function ShortcutSheet({
  bindings,
  onClose,
}: {
  bindings: readonly KeyBinding[] | undefined;
  onClose: () => void;
}) {
  const t = useTranslations('keys');
  const rows = [...new Map(bindings?.map((binding) => [binding.key, binding])).values()];
  return (
    <Modal opened={bindings !== undefined} onClose={onClose} title={t('title')} size="sm">
      <dl className={classes.list}>
        {rows.map(({ key, label }) => (
          <div key={key} className={classes.row}>
            <dt>{label}</dt>
            <dd>
              <KeyCap>{key}</KeyCap>
            </dd>
          </div>
        ))}
        <div className={classes.row}>
          <dt>{t('help')}</dt>
          <dd>
            <KeyCap>?</KeyCap>
          </dd>
        </div>
      </dl>
    </Modal>
  );
}
