'use client';

import { formatLabelText, type Element } from '@custodia/gs1';
import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './code-drawing.module.css';

/** A GS1 DataMatrix on the screen, white ground under it, large enough for any scanner. */
export function CodeDrawing({ elements, label }: { elements: readonly Element[]; label: string }) {
  const [svg, setSvg] = useState<string>();
  useEffect(() => {
    let current = true;
    void import('bwip-js/browser').then(({ toSVG }) => {
      if (current) setSvg(toSVG({ ...drawingOf(elements), backgroundcolor: 'FFFFFF' }));
    });
    return () => {
      current = false;
    };
  }, [elements]);
  if (svg === undefined) return <Loader size="sm" />;
  return (
    <div className={classes.code} role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />
  );
}

/** What bwip-js draws it from. */
export function drawingOf(elements: readonly Element[]) {
  return {
    bcid: 'gs1datamatrix',
    text: formatLabelText(elements),
    parse: true,
    paddingwidth: 2,
    paddingheight: 2,
  };
}
