'use client';

import { Button, Group, Modal, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useWorkspace } from '@/ui/frame/use-workspace';
import type { Lot } from '@/features/lots/lots.documents';
import { useAction } from '@/lib/use-action';
import { CodeText } from '@/ui/code-text';
import { FailureNote, Note } from '@/ui/notes';
import { askedScope, type WantedScope } from './recall-scope';
import { RecallScopeFields } from './recall-scope-fields';
import { ProposeRecallMutation } from './recalls.documents';

const WHOLE: WantedScope = { kind: 'lot', ranges: [], serials: '' };
const KINDS = ['RECALL', 'WITHDRAWAL'] as const;
type Kind = (typeof KINDS)[number];
const CLASSES = ['I', 'II', 'III'] as const;

export interface ProposeRecallDialogProps {
  lot: Pick<Lot, 'id' | 'number' | 'runs'>;
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
  const [scope, setScope] = useState(WHOLE);
  const [kind, setKind] = useState<Kind>('RECALL');
  const [recallClass, setRecallClass] = useState<string>('II');
  const [text, setText] = useState('');
  const [typed, setTyped] = useState('');
  const runs = lot.runs.filter(({ status }) => status === 'READY');
  // A withdrawal is of the whole lot.
  const asked = askedScope(kind === 'RECALL' ? scope : WHOLE, runs);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!asked) return;
    const outcome = await action.run({
      lotId: lot.id,
      lotNumber: typed,
      kind,
      class: recallClass,
      text,
      ...asked,
    });
    if (!outcome.ok) return;
    onDone();
    if (workspace) router.push(`/${workspace}/recalls/${outcome.data.proposeRecall.id}`);
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t(`titles.${kind}`, { number: lot.number })} size="lg">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Note tone="warn" icon={IconInfoCircle}>
            {t(`texts.${kind}`)}
          </Note>
          <Radio.Group label={t('kind')} value={kind} onChange={(value) => setKind(value as Kind)}>
            <Stack gap={6} mt={6}>
              {KINDS.map((value) => (
                <Radio key={value} value={value} label={t(`kinds.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {kind === 'RECALL' && <RecallScopeFields runs={runs} scope={scope} onChange={setScope} />}
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
              disabled={asked === undefined || typed !== lot.number || text.trim() === ''}
            >
              {t(`submit.${kind}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
