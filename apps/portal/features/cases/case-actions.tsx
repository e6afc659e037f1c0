'use client';

import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useClient } from 'urql';
import { CLOSING_CODES } from '@/features/alerts/closing-codes';
import { failureOf, type Failure } from '@/lib/failure';
import { useAction } from '@/lib/use-action';
import { KeyCap } from '@/ui/keys/key-cap';
import { useKey } from '@/ui/keys/keys-provider';
import { FailureNote } from '@/ui/notes';
import {
  AskInCaseMutation,
  CloseCaseMutation,
  EscalateCaseMutation,
  NameCaseSitesMutation,
  TakeCaseMutation,
  type CaseDetail,
} from './cases.documents';
import classes from './cases.module.css';

type Dialog = 'ask' | 'escalate' | 'name' | 'close';

/** What the regulator can do with a case. */
export function CaseActions({ file, onDone }: { file: CaseDetail; onDone: () => void }) {
  const t = useTranslations('cases');
  const client = useClient();
  const [dialog, setDialog] = useState<Dialog>();
  const [failure, setFailure] = useState<Failure>();
  const take = async () => {
    const { error } = await client.mutation(TakeCaseMutation, { id: file.id }).toPromise();
    setFailure(error && failureOf(error));
    onDone();
  };
  const free = dialog === undefined;
  useKey('A', t('take'), free ? () => void take() : undefined);
  useKey('W', t('ask'), free ? () => setDialog('ask') : undefined);
  useKey('C', t('close'), free ? () => setDialog('close') : undefined);
  return (
    <>
      <div className={classes.actions}>
        <Button variant="default" rightSection={<KeyCap>A</KeyCap>} onClick={() => void take()}>
          {t('take')}
        </Button>
        <Button variant="default" rightSection={<KeyCap>W</KeyCap>} onClick={() => setDialog('ask')}>
          {t('ask')}
        </Button>
        <Button variant="default" onClick={() => setDialog('escalate')}>
          {t('escalate')}
        </Button>
        {!file.sitesNamed && (
          <Button variant="default" onClick={() => setDialog('name')}>
            {t('name')}
          </Button>
        )}
        <Button rightSection={<KeyCap>C</KeyCap>} onClick={() => setDialog('close')}>
          {t('close')}
        </Button>
      </div>
      {failure && <FailureNote failure={failure} />}
      {dialog && (
        <CaseDialog
          kind={dialog}
          caseId={file.id}
          onClose={() => setDialog(undefined)}
          onDone={() => {
            setDialog(undefined);
            onDone();
          }}
        />
      )}
    </>
  );
}

function CaseDialog({
  kind,
  caseId,
  onClose,
  onDone,
}: {
  kind: Dialog;
  caseId: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations('cases');
  const codes = useTranslations('incidents.codes');
  const ask = useAction(AskInCaseMutation);
  const escalate = useAction(EscalateCaseMutation);
  const name = useAction(NameCaseSitesMutation);
  const close = useAction(CloseCaseMutation);
  const action = { ask, escalate, name, close }[kind];
  const [choice, setChoice] = useState<string>(kind === 'ask' ? 'SITE' : '');
  const [text, setText] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = { caseId, text: text.trim() };
    const outcome =
      kind === 'ask'
        ? await ask.run({ ...said, to: choice as 'SITE' })
        : kind === 'close'
          ? await close.run({ ...said, code: choice as (typeof CLOSING_CODES)[number] })
          : await action.run(said as never);
    if (outcome.ok) onDone();
  };
  const choices =
    kind === 'ask'
      ? (['SITE', 'MAKER'] as const).map((value) => ({ value, label: t(`sides.${value}`) }))
      : kind === 'close'
        ? CLOSING_CODES.map((value) => ({ value, label: codes(value) }))
        : [];
  return (
    <Modal opened onClose={onClose} title={t(kind)}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {kind === 'name' && <p>{t('nameWarning')}</p>}
          {choices.length > 0 && (
            <Radio.Group
              label={t(kind === 'ask' ? 'askWhom' : 'closeAs')}
              value={choice}
              onChange={setChoice}
            >
              <Stack gap={8} mt={8}>
                {choices.map(({ value, label }, at) => (
                  <Radio key={value} value={value} label={label} data-autofocus={at === 0 || undefined} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <Textarea
            label={t(`texts.${kind}`)}
            autosize
            minRows={3}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              loading={action.busy}
              disabled={text.trim() === '' || (choices.length > 0 && choice === '')}
            >
              {t(kind)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
