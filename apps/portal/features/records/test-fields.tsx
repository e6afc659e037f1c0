'use client';

import { Autocomplete, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { LAB_CODES, isLoinc } from './lab-codes';

/** A test beside its name. */
export interface TestNamed {
  /** LOINC; empty where nobody knows it. */
  readonly code: string;
  readonly result: string;
}

export const NO_TEST: TestNamed = { code: '', result: '' };

/** Whether it can be written: a code is left out or right, and a result says something. */
export function isTestWhole({ code, result }: TestNamed, withResult: boolean): boolean {
  return (code === '' || isLoinc(code)) && (!withResult || result.trim() !== '');
}

/** Which test, by a name of the list or another, and what came of it. */
export function TestFields({
  text,
  onText,
  test,
  onTest,
  withResult,
}: {
  text: string;
  onText: (text: string) => void;
  test: TestNamed;
  onTest: (test: TestNamed) => void;
  withResult: boolean;
}) {
  const t = useTranslations('record');
  const { code, result } = test;
  const offered = Object.keys(LAB_CODES).map((one) => {
    const name = t(`tests.${one as '718-7'}`);
    return { code: one, name, label: `${name} (${one})` };
  });
  const name = (typed: string) => {
    const chosen = offered.find(({ label }) => label === typed);
    onText(chosen?.name ?? typed);
    // Another name than the list gives to a code is another test.
    if (chosen) onTest({ ...test, code: chosen.code });
    else if (code in LAB_CODES) onTest({ ...test, code: '' });
  };
  return (
    <>
      <Autocomplete
        label={t('write.texts.test')}
        value={text}
        data={offered.map(({ label }) => label)}
        maxLength={200}
        required
        onChange={name}
      />
      <TextInput
        label={t('write.code')}
        description={t('write.codeHint')}
        value={code}
        error={code !== '' && !isLoinc(code) && t('write.codeWrong')}
        maxLength={9}
        autoComplete="off"
        onChange={({ currentTarget }) => onTest({ ...test, code: currentTarget.value.trim() })}
      />
      {withResult && (
        <TextInput
          label={t('write.result')}
          description={t('write.resultHint')}
          value={result}
          maxLength={200}
          autoComplete="off"
          required
          onChange={({ currentTarget }) => onTest({ ...test, result: currentTarget.value })}
        />
      )}
    </>
  );
}
