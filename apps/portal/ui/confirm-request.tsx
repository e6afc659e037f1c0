'use client';

import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useRequest } from '@/lib/use-request';
import { ConfirmDialog } from './confirm-dialog';

/** Asks, then does it; what is refused stays on the screen with its reason. */
export function ConfirmRequest<Data, Variables extends AnyVariables>({
  document,
  variables,
  onDone,
  ...words
}: {
  document: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  title: string;
  text: string;
  cancel: string;
  confirm: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const request = useRequest(document);
  const submit = async () => {
    const outcome = await request.run(variables);
    if (outcome.ok) onDone();
  };
  return (
    <ConfirmDialog {...words} busy={request.busy} failure={request.failure} onConfirm={() => void submit()} />
  );
}
