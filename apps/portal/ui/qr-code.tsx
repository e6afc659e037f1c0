'use client';

import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './qr-code.module.css';

/** A QR code, with enough correction for a folded paper. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [svg, setSvg] = useState<string>();
  useEffect(() => {
    let current = true;
    void import('bwip-js/browser').then(({ toSVG }) => {
      // `eclevel` is an option of this symbology, which the types of the package leave out.
      const correction: object = { eclevel: 'Q' };
      const drawing = toSVG({
        ...correction,
        bcid: 'qrcode',
        text,
        paddingwidth: 4,
        paddingheight: 4,
        backgroundcolor: 'FFFFFF',
      });
      if (current) setSvg(drawing);
    });
    return () => {
      current = false;
    };
  }, [text]);
  return svg ? (
    <div className={classes.qr} role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />
  ) : (
    <div className={classes.qr}>
      <Loader size="sm" />
    </div>
  );
}
