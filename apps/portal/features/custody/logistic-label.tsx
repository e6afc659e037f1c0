'use client';

import { Button, Loader } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import classes from './logistic-label.module.css';

/** The label of a carton or pallet: its SSCC as a GS1-128 bar code. */
export function LogisticLabel({ sscc }: { sscc: string }) {
  const t = useTranslations('custody.containers');
  const [svg, setSvg] = useState<string>();
  useEffect(() => {
    let current = true;
    void import('bwip-js/browser').then(({ toSVG }) => {
      const drawing = toSVG({
        bcid: 'gs1-128',
        text: `(00)${sscc}`,
        height: 25,
        includetext: true,
        textxalign: 'center',
        backgroundcolor: 'FFFFFF',
        paddingwidth: 4,
        paddingheight: 2,
      });
      if (current) setSvg(drawing);
    });
    return () => {
      current = false;
    };
  }, [sscc]);
  return (
    <>
      <div className={classes.label}>
        <span className={classes.title}>SSCC</span>
        {svg ? (
          <div
            className={classes.symbol}
            role="img"
            aria-label={sscc}
            dangerouslySetInnerHTML={{ __html: svg }}
          />
        ) : (
          <Loader size="sm" />
        )}
      </div>
      <Button
        mt="md"
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        {t('print')}
      </Button>
    </>
  );
}
