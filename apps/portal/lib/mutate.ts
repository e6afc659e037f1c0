import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import type { Client } from 'urql';
import { failureOf, type Failure } from './failure';
import { askStepUp } from './step-up';

export type Outcome<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly failure: Failure };

/** Sends a mutation. Where the API wants to know once more who sits there, the person is asked and it is sent again. */
export async function mutate<Data, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Outcome<Data>> {
  const { data, error } = await client.mutation(document, variables).toPromise();
  if (!error && data !== undefined) return { ok: true, data };
  const failure = error ? failureOf(error) : { code: 'UNKNOWN', message: 'The answer was empty.' };
  if (failure.code === 'STEP_UP_NEEDED' && (await askStepUp())) return mutate(client, document, variables);
  return { ok: false, failure };
}
