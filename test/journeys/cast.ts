import { Client } from './client.js';

/** Who plays which part in the journeys: people of the demo consortium. */
const PEOPLE = {
  maker: 'maria@northwind.example',
  secondOfMaker: 'jonas@northwind.example',
  otherMaker: 'priya@lakeshore.example',
  distributor: 'sam@atlantic.example',
  pharmacy: 'lena@harbor.example',
  otherPharmacy: 'ruth@elm.example',
  hospital: 'ben@mercy.example',
  /** In a market that follows no custody. */
  europeanPharmacy: 'klara@markt.example',
  prescriber: 'dr.hale@riverside.example',
  regulator: 'nora@authority.example',
  regulatorApprover: 'david@authority.example',
} as const;

export type Part = keyof typeof PEOPLE;

/** Each signed in at a browser of their own. */
export async function cast<P extends Part>(...parts: P[]): Promise<Record<P, Client>> {
  const clients = await Promise.all(
    parts.map(async (part) => [part, await Client.signedIn(PEOPLE[part])] as const),
  );
  return Object.fromEntries(clients) as Record<P, Client>;
}
