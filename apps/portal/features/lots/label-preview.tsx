'use client';

import { Loader } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { CodeText } from '@/ui/code-text';
import { Note } from '@/ui/notes';
import type { UnitSerial } from './lots.documents';
import classes from './label-preview.module.css';
import { visibleElements } from './visible-elements';

export interface LabelFacts {
  name: string;
  gtin: string;
  lot: string;
  expiry: string;
}

type Reading = { svg: string; read: string | undefined };

/** A unit's label as it will be printed, drawn and read back in the page: what the reader says, not what we meant. */
export function LabelPreview({ unit, facts }: { unit: UnitSerial; facts: LabelFacts }) {
  const t = useTranslations('lots.label');
  const [reading, setReading] = useState<{ of: string; result: Reading | Error }>();
  const { elementString } = unit;

  useEffect(() => {
    let current = true;
    void import('./draw-and-read').then(async ({ drawAndRead }) => {
      const result = await drawAndRead(elementString).catch((error: unknown) => error as Error);
      if (current) setReading({ of: elementString, result });
    });
    return () => {
      current = false;
    };
  }, [elementString]);

  const result = reading?.of === elementString ? reading.result : undefined;
  if (result instanceof Error)
    return (
      <Note tone="stop" icon={IconCircleX}>
        {t('failed', { reason: result.message })}
      </Note>
    );
  const same = result?.read === `]d2${elementString}`;
  return (
    <div className={classes.preview}>
      <div className={classes.label}>
        <div className={classes.symbol}>
          {result ? <div dangerouslySetInnerHTML={{ __html: result.svg }} /> : <Loader size="sm" />}
        </div>
        <div className={classes.print}>
          <p className={classes.product}>{facts.name}</p>
          <dl className={classes.lines}>
            <div>
              <dt>GTIN</dt>
              <dd>{facts.gtin}</dd>
            </div>
            <div>
              <dt>SN</dt>
              <dd>{unit.serial}</dd>
            </div>
            <div>
              <dt>LOT</dt>
              <dd>{facts.lot}</dd>
            </div>
            <div>
              <dt>EXP</dt>
              <dd>{facts.expiry}</dd>
            </div>
          </dl>
        </div>
      </div>
      {result && (
        <Note tone={same ? 'ok' : 'stop'} icon={same ? IconCircleCheck : IconCircleX}>
          {result.read === undefined ? t('unreadable') : same ? t('readsAs') : t('readsOther')}{' '}
          {result.read !== undefined && <CodeText long>{visibleElements(result.read)}</CodeText>}
        </Note>
      )}
    </div>
  );
}
