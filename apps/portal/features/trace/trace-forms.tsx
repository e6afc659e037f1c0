'use client';

import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import classes from './trace-screen.module.css';

/** What names a pack. */
export function PackForm(props: {
  gtin: string;
  serial: string;
  lot: string;
  onSubmit: (pack: { gtin: string; serial: string; lot: string }) => void;
}) {
  const t = useTranslations('trace');
  const [gtin, setGtin] = useState(props.gtin);
  const [serial, setSerial] = useState(props.serial);
  const [lot, setLot] = useState(props.lot);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit({
      gtin: gtin.replace(/\s/g, '').padStart(14, '0'),
      serial: serial.trim(),
      lot: lot.trim(),
    });
  };
  return (
    <form onSubmit={submit}>
      <div className={classes.form}>
        <TextInput
          label="GTIN"
          inputMode="numeric"
          autoComplete="off"
          value={gtin}
          onChange={(event) => setGtin(event.currentTarget.value)}
        />
        <TextInput
          label={t('serial')}
          autoComplete="off"
          spellCheck={false}
          value={serial}
          onChange={(event) => setSerial(event.currentTarget.value)}
        />
        <TextInput
          label={t('lot')}
          autoComplete="off"
          spellCheck={false}
          value={lot}
          onChange={(event) => setLot(event.currentTarget.value)}
        />
        <Button
          type="submit"
          leftSection={<IconSearch size={16} aria-hidden />}
          disabled={gtin.trim() === '' || serial.trim() === ''}
        >
          {t('submit')}
        </Button>
      </div>
    </form>
  );
}

/** What names a carton, a pallet or a shipment. */
export function GoodsForm(props: { code: string; onSubmit: (code: string) => void }) {
  const t = useTranslations('trace');
  const [code, setCode] = useState(props.code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit(code.replace(/\s/g, '').replace(/^\(00\)/, ''));
  };
  return (
    <form onSubmit={submit}>
      <div className={classes.goods}>
        <TextInput
          label={t('goodsCode')}
          autoComplete="off"
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<IconSearch size={16} aria-hidden />}
          disabled={code.trim() === ''}
        >
          {t('submitGoods')}
        </Button>
      </div>
    </form>
  );
}
