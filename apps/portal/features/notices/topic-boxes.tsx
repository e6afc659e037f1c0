'use client';

import { Checkbox, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Topic } from './notices.documents';

/** What one is told of, out of what people of this site can open. */
export function TopicBoxes({
  label,
  offered,
  value,
  onChange,
  disabled = false,
}: {
  label: string;
  offered: readonly Topic[];
  value: readonly Topic[];
  onChange: (topics: Topic[]) => void;
  disabled?: boolean;
}) {
  const t = useTranslations('notices.topics');
  return (
    <Checkbox.Group label={label} value={[...value]} onChange={(topics) => onChange(topics as Topic[])}>
      <Stack gap="xs" mt="xs">
        {offered.map((topic) => (
          <Checkbox key={topic} value={topic} label={t(topic)} disabled={disabled} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
