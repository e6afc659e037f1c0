import {
  sealEntry,
  type Category,
  type Envelope,
  type Json,
  type Pseudonym,
  type Writer,
} from '@custodia/vault';
import { fetchDirectory, gateOf, putEntries, NodesError } from '@custodia/vault/nodes';
import { DOORS } from './doors';
import type { Resource } from './fhir';

export interface Author extends Writer {
  /** As the reader sees it, and its ledger id: 0 for the patient. */
  readonly name: string;
  readonly party: number;
}

/**
 * Seals resources into a patient's record, in this browser: what is readable goes to nobody else.
 * @throws VaultError, NodesError where two nodes did not take it
 */
export async function sealInto(
  pseudonym: string,
  resources: readonly { readonly category: Category; readonly resource: Resource }[],
  { name, party, ...writer }: Author,
): Promise<void> {
  const { realm } = await gateOf(DOORS);
  const owner = pseudonym as Pseudonym;
  const directory = await fetchDirectory(DOORS, realm, owner);
  const createdAt = Math.floor(Date.now() / 1000);
  const sealed = await Promise.all(
    resources.map(({ category, resource }) =>
      sealEntry(
        directory,
        category,
        {
          kind: `fhir/R4/${resource.resourceType}`,
          author: { name, party },
          createdAt,
          body: resource as unknown as Json,
        },
        writer.sign,
      ),
    ),
  );
  await putSealed(
    owner,
    sealed.map(({ envelope }) => envelope),
    writer,
  );
}

/** Gives sealed entries to the nodes. @throws NodesError where two did not take them */
export async function putSealed(
  owner: Pseudonym,
  envelopes: readonly Envelope[],
  writer: Writer,
): Promise<void> {
  const outcomes = await putEntries(DOORS, owner, envelopes, writer);
  const refused = outcomes.find(({ outcome }) => outcome !== 'TAKEN');
  if (refused) throw new NodesError(refused.outcome, 'The release nodes did not take the entry.', []);
}
