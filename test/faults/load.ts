import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Refusal } from './client.js';
import type { FaultyNode } from './node.js';

/** A supply that the API has accepted: what must never be lost, and never be doubled. */
export interface Accepted {
  readonly dispensingId: string;
  readonly idempotencyKey: string;
  readonly codes: readonly string[];
}

const DISPENSE = 'mutation ($input: DispenseInput!) { dispense(input: $input) { id } }';
const COUNTERS = 8;
/** Between two customers at one counter. */
const PAUSE_MS = 60;
/** Of so many requests one is sent twice at once, as a double click does. */
const TWICE_EVERY = 10;
/** Of so many customers one takes a basket of three. */
const BASKET_EVERY = 5;

/** Counters of a pharmacy that are busy all the time. */
export class Load {
  readonly accepted: Accepted[] = [];
  /** Answers that nobody should have got. */
  readonly surprises: string[] = [];
  #next = 0;
  #resume: (() => void) | undefined;
  #open = Promise.resolve();
  #stopped = false;
  #busy = 0;
  readonly #counters: Promise<void>[];

  constructor(
    private readonly client: Client,
    private readonly codes: readonly string[],
  ) {
    this.#counters = Array.from({ length: COUNTERS }, () => this.counter());
  }

  static async begin(node: FaultyNode, codes: readonly string[]): Promise<Load> {
    return new Load(await new Client(node).signIn('lena@harbor.example'), codes);
  }

  get retries(): number {
    return this.client.retries;
  }

  get signIns(): number {
    return this.client.signIns;
  }

  get soldOut(): boolean {
    return this.#next + COUNTERS * 3 > this.codes.length;
  }

  /** Whoever is being served is served to the end; nobody else is. */
  async pause(): Promise<void> {
    this.#open = new Promise((resolve) => (this.#resume = resolve));
    while (this.#busy > 0) await sleep(10);
  }

  resume(): void {
    this.#resume?.();
    this.#resume = undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.resume();
    await Promise.all(this.#counters);
  }

  /** Asks for what was accepted once more, under the same key. @returns what is wrong with the answers */
  async repeat(accepted: readonly Accepted[]): Promise<string[]> {
    const problems: string[] = [];
    for (const one of accepted) {
      const again = await this.dispense(one.codes, one.idempotencyKey);
      if (again !== one.dispensingId) problems.push(`${one.dispensingId} was answered again with ${again}`);
    }
    return problems;
  }

  private async counter(): Promise<void> {
    while (!this.#stopped && !this.soldOut) {
      await this.#open;
      this.#busy++;
      try {
        await this.serve();
      } finally {
        this.#busy--;
      }
      await sleep(PAUSE_MS * Math.random() * 2);
    }
  }

  private async serve(): Promise<void> {
    const customer = this.#next;
    const packs = customer % BASKET_EVERY === 0 ? 3 : 1;
    const codes = this.codes.slice(customer, (this.#next += packs));
    const idempotencyKey = randomUUID();
    const times = customer % TWICE_EVERY === 0 ? 2 : 1;
    try {
      const ids = await Promise.all(
        Array.from({ length: times }, () => this.dispense(codes, idempotencyKey)),
      );
      const [dispensingId = ''] = ids;
      if (new Set(ids).size > 1) this.surprises.push(`one key was answered with ${ids.join(' and ')}`);
      this.accepted.push({ dispensingId, idempotencyKey, codes });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Every pack is fresh: a refusal means that something was done of which nobody was told.
      this.surprises.push(error.message);
    }
  }

  private async dispense(codes: readonly string[], idempotencyKey: string): Promise<string> {
    const lines = codes.map((scan) => ({ scan }));
    const input = { idempotencyKey, basis: 'PAPER', paperReference: 'Rx 77', fills: [], lines };
    return (await this.client.insist<{ dispense: { id: string } }>(DISPENSE, { input })).dispense.id;
  }
}
