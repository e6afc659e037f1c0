'use client';

import { Loader } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import classes from './token-qr.module.css';

/** The token as a QR code, with enough correction for a folded paper. */
export function TokenQr({ token }: { token: string }) {
  const t = useTranslations('prescriptions.paper');
  const [svg, setSvg] = useState<string>();
  useEffect(() => {
    let current = true;
    void import('bwip-js/browser').then(({ toSVG }) => {
      // `eclevel` is an option of this symbology, which the types of the package leave out.
      const correction: object = { eclevel: 'Q' };
      const drawing = toSVG({
        ...correction,
        bcid: 'qrcode',
        text: token,
        paddingwidth: 4,
        paddingheight: 4,
        backgroundcolor: 'FFFFFF',
      });
      if (current) setSvg(drawing);
    });
    return () => {
      current = false;
    };
  }, [token]);
  return svg ? (
    <div className={classes.qr} role="img" aria-label={t('qr')} dangerouslySetInnerHTML={{ __html: svg }} />
  ) : (
    <div className={classes.qr}>
      <Loader size="sm" />
    </div>
  );
}
