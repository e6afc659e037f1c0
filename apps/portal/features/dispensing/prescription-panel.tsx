'use client';

import { Button, TextInput, Textarea } from '@mantine/core';
import { IconHandGrab, IconQrcode, IconX } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import { useTime } from '@/lib/use-time';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote, Note } from '@/ui/notes';
import { Sheet } from '@/ui/sheet';
import { useBasket } from './basket-provider';
import { OwedBalancesQuery } from './dispensing.documents';
import { ItemRow } from './item-row';
import classes from './prescription-panel.module.css';

/** On what ground the packs are given: the opened prescription, or what its basis needs instead. */
export function PrescriptionPanel() {
  const t = useTranslations('basket');
  const basket = useBasket();
  if (basket.basis !== 'E_PRESCRIPTION') {
    return (
      <Sheet title={t(`bases.${basket.basis}`)} lead={t(`basisText.${basket.basis}`)}>
        {basket.basis === 'PAPER' && (
          <TextInput
            label={t('paperReference')}
            description={t('paperReferenceText')}
            value={basket.paperReference}
            onChange={(event) => basket.set({ paperReference: event.currentTarget.value })}
          />
        )}
        <Collector />
      </Sheet>
    );
  }
  return basket.rx ? <Opened /> : <ToOpen />;
}

function ToOpen() {
  const t = useTranslations('basket');
  const { open, opening, failure } = useBasket();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void open(text).then(() => setText(''));
  };
  return (
    <Sheet>
      <EmptyNote icon={IconQrcode} title={t('scanPrescription')}>
        {t('scanPrescriptionText')}
      </EmptyNote>
      <form onSubmit={submit} className={classes.paste}>
        <Textarea
          aria-label={t('pasteCode')}
          placeholder={t('pasteCode')}
          autosize
          minRows={1}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={opening} disabled={text.trim() === ''}>
          {t('open')}
        </Button>
      </form>
      {failure && <FailureNote failure={failure} />}
    </Sheet>
  );
}

function Opened() {
  const t = useTranslations('basket');
  const { day } = useTime();
  const { rx, clear } = useBasket();
  if (!rx) return null;
  const { patientName, patientBirthDate, prescriber, issuedAt, items } = rx.opened;
  return (
    <Sheet
      title={patientName}
      lead={[
        patientBirthDate && t('born', { date: day(patientBirthDate) }),
        t('prescribedBy', { name: prescriber.name, date: day(issuedAt) }),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={clear}
        >
          {t('closePrescription')}
        </Button>
      }
    >
      <ul className={classes.items}>
        {items.map((item) => (
          <ItemRow key={item.state.id} item={item} />
        ))}
      </ul>
      <StillOwed itemIds={items.map(({ state }) => state.id)} />
      <Collector />
    </Sheet>
  );
}

/** What this patient has not got of an earlier visit. */
function StillOwed({ itemIds }: { itemIds: string[] }) {
  const t = useTranslations('basket');
  const [{ data }] = useQuery({
    query: OwedBalancesQuery,
    variables: { itemIds, first: 1 },
    requestPolicy: 'cache-and-network',
  });
  if (!data?.owedBalances.totalCount) return null;
  return (
    <Note tone="info" icon={IconHandGrab}>
      {t('owes')} <Link href="/pharmacy/owed">{t('toOwed')}</Link>
    </Note>
  );
}

function Collector() {
  const t = useTranslations('basket');
  const { collector, set } = useBasket();
  return (
    <TextInput
      mt="md"
      label={t('collector')}
      description={t('collectorText')}
      value={collector}
      onChange={(event) => set({ collector: event.currentTarget.value })}
    />
  );
}
