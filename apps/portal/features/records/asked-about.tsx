'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { askedAbout, type SeenLine } from './access-lines';
import { linesOf } from './entry-list';
import { useRecord } from './open-record';
import classes from './patient.module.css';
import { ownEntries } from './record';
import { substancesByTag } from './therapy';
import { useLoaded } from './use-loaded';

const NONE: ReadonlyMap<string, string> = new Map();

/** The record's own medicines by their tags: opened only where a line asks for them. */
export function useTagNames(isNeeded: boolean) {
  const { record, current } = useRecord();
  const { tagKey } = record.keys;
  return useLoaded(
    useCallback(async () => {
      if (!isNeeded) return NONE;
      const { entries } = await ownEntries(await current());
      return substancesByTag(tagKey, linesOf(entries));
    }, [current, isNeeded, tagKey]),
  );
}

/** What a pharmacy asked about: the nodes know tags, this device names them. */
export function AskedAbout({ line, names }: { line: SeenLine; names: ReadonlyMap<string, string> }) {
  const t = useTranslations('record.log');
  const format = useFormatter();
  const { known, others } = askedAbout(line, names);
  const medicines = format.list([...known, ...(others > 0 ? [t('askedOthers', { count: others })] : [])]);
  return <p className={classes.lineText}>{t('askedAbout', { medicines })}</p>;
}
