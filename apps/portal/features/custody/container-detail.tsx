'use client';

import { Skeleton } from '@mantine/core';
import { IconBoxOff } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { failureOf } from '@/lib/failure';
import { useTime } from '@/lib/use-time';
import { CodeText } from '@/ui/code-text';
import { DataTable } from '@/ui/data-table';
import { EmptyNote } from '@/ui/empty-note';
import { FactList } from '@/ui/fact-list';
import { FailureNote } from '@/ui/notes';
import { Page } from '@/ui/page';
import { Sheet } from '@/ui/sheet';
import classes from './container-detail.module.css';
import { ContainerQuery, type Container } from './custody.documents';
import { LogisticLabel } from './logistic-label';
import { OpenContainer } from './open-container';

/** A carton or pallet: its label and what is in it. */
export function ContainerDetail({ sscc, folder }: { sscc: string; folder: string }) {
  const t = useTranslations('custody.containers');
  const back = { href: `${folder}/containers`, label: t('list') };
  const [{ data, error }, execute] = useQuery({
    query: ContainerQuery,
    variables: { sscc },
    requestPolicy: 'cache-and-network',
  });
  const container = data?.container;
  const refetch = () => execute({ requestPolicy: 'network-only' });
  return (
    <Page
      title={
        <>
          {container ? t(`kinds.${container.kind}`) : t('one')} <CodeText>{sscc}</CodeText>
        </>
      }
      back={back}
      actions={container && <OpenContainer container={container} onOpened={refetch} />}
    >
      {error && !container && <FailureNote failure={failureOf(error)} onRetry={refetch} />}
      {container === null && <EmptyNote icon={IconBoxOff} title={t('gone')} />}
      {container === undefined && !error && <Skeleton height={240} radius="lg" />}
      {container && (
        <div className={classes.columns}>
          <Content container={container} folder={folder} />
          <Sheet title={t('label')} lead={t('labelText')}>
            <LogisticLabel sscc={sscc} />
          </Sheet>
        </div>
      )}
    </Page>
  );
}

function Content({ container, folder }: { container: Container; folder: string }) {
  const t = useTranslations('custody.containers');
  const { number } = useTime();
  return (
    <Sheet flush title={t('content')}>
      <div className={classes.facts}>
        <FactList
          columns={3}
          facts={[
            { label: t('packs'), value: number(container.units) },
            {
              label: t('parent'),
              value: container.parent && (
                <Link href={`${folder}/containers/${container.parent}`}>
                  <CodeText>{container.parent}</CodeText>
                </Link>
              ),
            },
          ]}
        />
      </div>
      {container.children.length > 0 ? (
        <DataTable
          label={t('content')}
          rows={container.children}
          rowKey={({ sscc }) => sscc}
          href={({ sscc }) => `${folder}/containers/${sscc}`}
          columns={[
            { key: 'sscc', header: 'SSCC', cell: ({ sscc }) => <CodeText>{sscc}</CodeText> },
            { key: 'kind', header: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
            { key: 'units', header: t('packs'), align: 'end', cell: ({ units }) => number(units) },
          ]}
          empty={null}
        />
      ) : (
        <DataTable
          label={t('content')}
          rows={container.ranges}
          rowKey={({ run, range }) => `${run.id} ${range.from}`}
          columns={[
            {
              key: 'product',
              header: t('product'),
              cell: ({ run }) => [run.lot.product.name, run.lot.product.strength].filter(Boolean).join(' '),
            },
            { key: 'lot', header: t('lot'), cell: ({ run }) => <CodeText strong>{run.lot.number}</CodeText> },
            {
              key: 'range',
              header: t('positions'),
              cell: ({ range }) => `${number(range.from + 1)}–${number(range.to)}`,
            },
            {
              key: 'units',
              header: t('packs'),
              align: 'end',
              cell: ({ range }) => number(range.to - range.from),
            },
          ]}
          empty={<EmptyNote icon={IconBoxOff} title={t('opened')} />}
        />
      )}
    </Sheet>
  );
}
