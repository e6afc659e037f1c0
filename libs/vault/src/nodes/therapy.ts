import type { Pseudonym } from '../identity.js';
import { list, record, text } from '../shape.js';
import { NODES_NEEDED } from '../gate.js';
import { therapySupply, type TherapySupply } from '../therapy.js';
import { therapyChecks, therapySuppliesBytes, type SiteDevice, type TherapyAsked } from '../therapy-calls.js';
import { ask, askAll, enough, type NodeDoor } from './doors.js';

const answerFields = record({ supplies: list(therapySupply) });
const idField = text(100);

/** Leaves tags of what was given out with the nodes; two have to take them. @throws NodesError */
export async function putTherapySupplies(
  doors: readonly NodeDoor[],
  pseudonym: Pseudonym,
  supplies: readonly TherapySupply[],
  device: SiteDevice,
): Promise<void> {
  const body = await therapySuppliesBytes(device, pseudonym, supplies);
  const path = `/patients/${pseudonym}/therapy-supplies`;
  enough(
    await askAll(
      doors,
      async () => ({ path, body }),
      () => true,
    ),
  );
}

/**
 * Asks the nodes whether medicines are taken already; each writes it into the patient's log first.
 * @returns the supplies of these tags that last, each as two nodes say it alike: one alone says nothing
 * @throws NodesError where two do not answer
 */
export async function checkTherapies(
  doors: readonly NodeDoor[],
  asked: TherapyAsked,
  device: SiteDevice,
): Promise<TherapySupply[]> {
  const ids = await Promise.all(doors.map(idOf));
  const bodies = await therapyChecks(ids, asked, device);
  const path = `/patients/${asked.pseudonym}/therapy-checks`;
  const answers = await askAll(
    doors,
    async (door) => ({ path, body: bodies[door]! }),
    (json) => answerFields(json, 'answer').supplies.filter(({ tag }) => asked.tags.includes(tag)),
  );
  // What one node says twice is still one word.
  const said = enough(answers).flatMap((supplies) => [
    ...new Map(supplies.map((one) => [nameOf(one), one])).values(),
  ]);
  const times = (one: TherapySupply) => said.filter((other) => nameOf(other) === nameOf(one)).length;
  const agreed = said.filter((one) => times(one) >= NODES_NEEDED);
  return [...new Map(agreed.map((one) => [nameOf(one), one])).values()];
}

/** The name by which a node is addressed; one that does not answer now does not answer the question either. */
async function idOf(door: NodeDoor): Promise<string> {
  const { ok, json } = await ask(door, '/node');
  return ok ? idField((json as { readonly id?: string }).id, 'id') : '';
}

function nameOf({ tag, from, until }: TherapySupply): string {
  return `${tag} ${from} ${until}`;
}
