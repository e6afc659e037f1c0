import type { SignedGrant } from '@custodia/ledger';

type Doors = readonly { readonly url: string }[];

/** A signed grant as it leaves a page. */
export type SentGrant = Omit<SignedGrant, 'deadline'> & { readonly deadline: string };

/** What took so long, in milliseconds; beside it, what it takes at least. */
interface Took {
  readonly took: number;
}
interface Bounded extends Took {
  readonly limit: number;
}

export interface Device {
  signUp(doors: Doors): Promise<Bounded>;
  seal(doors: Doors, count: number): Promise<Bounded>;
  grant(doors: Doors): Promise<Took & { readonly signed: SentGrant }>;
  revoke(doors: Doors): Promise<Took>;
  open(
    doors: Doors,
    count: number,
  ): Promise<{
    readonly listed: number;
    readonly released: number;
    readonly first: number;
    readonly all: number;
    readonly limit: number;
  }>;
  release(doors: Doors, count: number, times: number): Promise<Took>;
  rawOpens(count: number): Promise<number>;
}

export declare const device: Device;
