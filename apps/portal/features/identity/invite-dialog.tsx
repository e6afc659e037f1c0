'use client';

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { useRequest } from '@/lib/use-request';
import { CodeText } from '@/ui/code-text';
import { FailureNote, Note } from '@/ui/notes';
import { CopyButton } from '@/ui/copy-button';
import { DutyBoxes } from './duty-boxes';
import { InvitePersonMutation } from './people.documents';

/** Two steps: say whom, then pass the link on, which is shown this once. */
export function InviteDialog({ onClose, onInvited }: { onClose: () => void; onInvited: () => void }) {
  const t = useTranslations('people.invite');
  const request = useRequest(InvitePersonMutation);
  const [email, setEmail] = useState('');
  const [duties, setDuties] = useState<string[]>([]);
  const [link, setLink] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await request.run({ input: { email: email.trim(), duties } });
    if (!outcome.ok) return;
    setLink(outcome.data.invitePerson.link);
    onInvited();
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} closeOnClickOutside={!link} closeOnEscape={!link}>
      {link ? (
        <Stack gap="md">
          <Note tone="warn" icon={IconAlertTriangle}>
            {t('once', { email: email.trim() })}
          </Note>
          <Text component="div" style={{ overflowWrap: 'anywhere' }}>
            <CodeText long>{link}</CodeText>
          </Text>
          <Group justify="flex-end">
            <CopyButton text={link} />
            <Button data-autofocus onClick={onClose}>
              {t('passedOn')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="md">
            <TextInput
              type="email"
              label={t('email')}
              description={t('emailText')}
              required
              data-autofocus
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <DutyBoxes value={duties} onChange={setDuties} />
            {request.failure && <FailureNote failure={request.failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={request.busy} disabled={email.trim() === ''}>
                {t('submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
