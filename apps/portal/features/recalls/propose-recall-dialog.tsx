'use client';

import {
  Button,
  Group,
  Modal,
  NumberInput,
  Radio,
  SegmentedControl,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useWorkspace } from '@/ui/frame/use-workspace';
import type { Lot } from '@/features/lots/lots.documents';
import { useAction } from '@/lib/use-action';
import { CodeText } from '@/ui/code-text';
import { FailureNote, Note } from '@/ui/notes';
import { ProposeRecallMutation } from './recalls.documents';

const CLASSES = ['I', 'II', 'III'] as const;

export interface ProposeRecallDialogProps {
  lot: Pick<Lot, 'id' | 'number' | 'units' | 'runs'>;
  opened: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Asks for a recall. It cannot be undone: the lot number is typed, and a second person approves. */
export function ProposeRecallDialog({ lot, opened, onClose, onDone }: ProposeRecallDialogProps) {
  const t = useTranslations('recalls.propose');
  const router = useRouter();
  const workspace = useWorkspace();
  const action = useAction(ProposeRecallMutation);
  const [scope, setScope] = useState<'lot' | 'range'>('lot');
  const [from, setFrom] = useState<number | string>(1);
  const [to, setTo] = useState<number | string>(lot.units);
  const [recallClass, setRecallClass] = useState<string>('II');
  const [text, setText] = useState('');
  const [typed, setTyped] = useState('');
  const oneRun = lot.runs.length === 1;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const [run] = lot.runs;
    const range =
      scope === 'range' && run
        ? { range: { runId: Number(run.id), from: Number(from) - 1, to: Number(to) } }
        : {};
    const outcome = await action.run({ lotId: lot.id, lotNumber: typed, class: recallClass, text, ...range });
    if (!outcome.ok) return;
    onDone();
    if (workspace) router.push(`/${workspace}/recalls/${outcome.data.proposeRecall.id}`);
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('title', { number: lot.number })} size="lg">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Note tone="warn" icon={IconInfoCircle}>
            {t('text')}
          </Note>
          {oneRun && (
            <SegmentedControl
              aria-label={t('scope')}
              data={[
                { value: 'lot', label: t('wholeLot') },
                { value: 'range', label: t('range') },
              ]}
              value={scope}
              onChange={(value) => setScope(value as typeof scope)}
            />
          )}
          {scope === 'range' && (
            <Group grow>
              <NumberInput label={t('from')} min={1} max={lot.units} value={from} onChange={setFrom} />
              <NumberInput label={t('to')} min={1} max={lot.units} value={to} onChange={setTo} />
            </Group>
          )}
          <Radio.Group label={t('class')} value={recallClass} onChange={setRecallClass}>
            <Stack gap={6} mt={6}>
              {CLASSES.map((name) => (
                <Radio key={name} value={name} label={t(`classes.${name}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('message')}
            description={t('messageText')}
            autosize
            minRows={3}
            required
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextInput
            label={
              <>
                {t('type')} <CodeText strong>{lot.number}</CodeText>
              </>
            }
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {action.failure && <FailureNote failure={action.failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              color="brick"
              loading={action.busy}
              disabled={typed !== lot.number || text.trim() === ''}
            >
              {t('submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
