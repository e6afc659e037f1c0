'use client';

import { Button } from '@mantine/core';
import { IconPrinter, IconRoute, IconRouteOff } from '@tabler/icons-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useSession } from '@/features/parties/session-provider';
import type { ScanProblem } from '@/features/scanning/scan-input';
import { ScanProblemCard } from '@/features/scanning/scan-problem-card';
import { useScans } from '@/features/scanning/scanner-provider';
import { failureOf } from '@/lib/failure';
import { EmptyNote } from '@/ui/empty-note';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import { GoodsResult } from './goods-result';
import { TraceQuery } from './trace.documents';
import { GoodsForm, PackForm } from './trace-forms';
import { TraceResult } from './trace-result';

/** The way of one pack, or of what it travelled in. It is in the address, so that a trace can be passed on and printed. */
export function TraceScreen() {
  const t = useTranslations('trace');
  const router = useRouter();
  const { session } = useSession();
  const seesAll = session.roles.includes('REGULATOR');
  const path = usePathname();
  const wanted = useSearchParams();
  const gtin = wanted.get('gtin') ?? '';
  const serial = wanted.get('serial') ?? '';
  const lot = wanted.get('lot') ?? '';
  const goods = wanted.get('goods') ?? '';
  const asked = goods === '' && gtin !== '' && serial !== '';
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
    router.push(`${path}?${address}`);
  };
  const open = (code: string) => {
    setProblem(undefined);
    router.push(`${path}?${new URLSearchParams({ goods: code })}`);
  };
  useScans({
    takes: ['pack', 'logistic'],
    onScan: ({ reading }) => {
      if (reading.kind === 'pack') follow(reading.pack);
      if (reading.kind === 'logistic') open(reading.sscc);
    },
    onProblem: setProblem,
  });

  return (
    <Page
      title={t('title')}
      lead={t(seesAll ? 'lead' : 'leadOwn')}
      actions={
        (data?.trace || goods !== '') && (
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
        <GoodsForm key={goods} code={goods} onSubmit={open} />
      </Sheet>
      {problem && <ScanProblemCard problem={problem} />}
      {!asked && goods === '' && (
        <EmptyNote icon={IconRoute} title={t('empty')}>
          {t('emptyText')}
        </EmptyNote>
      )}
      {error && (
        <FailureNote failure={failureOf(error)} onRetry={() => execute({ requestPolicy: 'network-only' })} />
      )}
      {asked && !fetching && data?.trace === null && (
        <EmptyNote icon={IconRouteOff} title={t('unknown')}>
          {t(seesAll ? 'unknownText' : 'unknownOwn')}
        </EmptyNote>
      )}
      {goods !== '' && <GoodsResult key={goods} code={goods} />}
      {asked && data?.trace && <TraceResult trace={data.trace} />}
    </Page>
  );
}
