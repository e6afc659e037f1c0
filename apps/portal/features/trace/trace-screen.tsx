'use client';

import { Button, TextInput } from '@mantine/core';
import { IconPrinter, IconRoute, IconRouteOff, IconSearch } from '@tabler/icons-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useQuery } from 'urql';
import type { ScanProblem } from '@/features/scanning/scan-input';
import { ScanProblemCard } from '@/features/scanning/scan-problem-card';
import { useScans } from '@/features/scanning/scanner-provider';
import { failureOf } from '@/lib/failure';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { TraceQuery } from './trace.documents';
import { TraceResult } from './trace-result';
import classes from './trace-screen.module.css';

/** The way of one pack. The pack is in the address, so that a trace can be passed on and printed. */
export function TraceScreen() {
  const t = useTranslations('trace');
  const router = useRouter();
  const path = usePathname();
  const wanted = useSearchParams();
  const gtin = wanted.get('gtin') ?? '';
  const serial = wanted.get('serial') ?? '';
  const lot = wanted.get('lot') ?? '';
  const asked = gtin !== '' && serial !== '';
  const [problem, setProblem] = useState<ScanProblem>();
  const [{ data, error, fetching }, execute] = useQuery({
    query: TraceQuery,
    variables: { gtin, serial, lot: lot === '' ? null : lot },
    pause: !asked,
    requestPolicy: 'network-only',
  });

  const follow = (pack: { gtin: string; serial: string; lot: string }) => {
    setProblem(undefined);
    const address = new URLSearchParams({ gtin: pack.gtin, serial: pack.serial, lot: pack.lot });
    router.replace(`${path}?${address}`);
  };
  useScans({
    takes: ['pack'],
    onScan: ({ reading }) => {
      if (reading.kind === 'pack') follow(reading.pack);
    },
    onProblem: setProblem,
  });

  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        data?.trace && (
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('print')}
          </Button>
        )
      }
    >
      <Sheet>
        <PackForm key={`${gtin} ${serial}`} gtin={gtin} serial={serial} lot={lot} onSubmit={follow} />
      </Sheet>
      {problem && <ScanProblemCard problem={problem} />}
      {!asked && (
        <EmptyNote icon={IconRoute} title={t('empty')}>
          {t('emptyText')}
        </EmptyNote>
      )}
      {error && (
        <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
      )}
      {asked && !fetching && data?.trace === null && (
        <EmptyNote icon={IconRouteOff} title={t('unknown')}>
          {t('unknownText')}
        </EmptyNote>
      )}
      {data?.trace && <TraceResult trace={data.trace} />}
    </Page>
  );
}

function PackForm(props: {
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
