import { DomainError } from '../errors/index.js';

export interface LaneRules<Q> {
  /** Requests that share a key never travel together, and keep their order. */
  readonly keysOf: (request: Q) => readonly string[];
  readonly mostTogether: number;
  readonly groupsAtOnce: number;
}

interface Waiting<Q, A> {
  readonly request: Q;
  readonly keys: readonly string[];
  readonly done: (answer: A) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Lets requests travel together: while groups are under way, what arrives meanwhile gathers and goes out as the next.
 * A request that finds the lane free goes at once and alone; under load a transaction carries many, and its cost is
 * shared. A group that fails as a whole travels again, one by one: nobody fails for another's sake.
 */
export class Lane<Q, A> {
  #waiting: Waiting<Q, A>[] = [];
  #underWay = 0;
  #woken = false;
  readonly #keysUnderWay = new Set<string>();

  constructor(
    private readonly rules: LaneRules<Q>,
    /** Answers each request, or gives the error that it is refused with. */
    private readonly go: (requests: readonly Q[]) => Promise<readonly (A | DomainError)[]>,
  ) {}

  travel(request: Q): Promise<A> {
    return new Promise((done, failed) => {
      this.#waiting.push({ request, keys: this.rules.keysOf(request), done, failed });
      this.wake();
    });
  }

  /** Once a turn of the event loop, so that what arrived in the same turn is seen together. */
  private wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    setImmediate(() => {
      this.#woken = false;
      while (this.#underWay < this.rules.groupsAtOnce) {
        const group = this.nextGroup();
        if (group.length === 0) return;
        void this.send(group);
      }
    });
  }

  private nextGroup(): Waiting<Q, A>[] {
    const group: Waiting<Q, A>[] = [];
    const left: Waiting<Q, A>[] = [];
    const blocked = new Set(this.#keysUnderWay);
    for (const one of this.#waiting) {
      const free = group.length < this.rules.mostTogether && !one.keys.some((key) => blocked.has(key));
      (free ? group : left).push(one);
      for (const key of one.keys) blocked.add(key);
    }
    this.#waiting = left;
    return group;
  }

  private async send(group: readonly Waiting<Q, A>[]): Promise<void> {
    this.#underWay += 1;
    const keys = group.flatMap((one) => one.keys);
    for (const key of keys) this.#keysUnderWay.add(key);
    if (!(await this.deliver(group)) && group.length > 1) for (const one of group) await this.deliver([one]);
    for (const key of keys) this.#keysUnderWay.delete(key);
    this.#underWay -= 1;
    this.wake();
  }

  /** @returns whether the travellers know their answers; one that travels alone always does. */
  private async deliver(group: readonly Waiting<Q, A>[]): Promise<boolean> {
    try {
      const answers = await this.go(group.map(({ request }) => request));
      for (const [n, { done, failed }] of group.entries()) {
        const answer = answers[n]!;
        if (answer instanceof DomainError) failed(answer);
        else done(answer);
      }
      return true;
    } catch (error) {
      if (group.length === 1) group[0]!.failed(error);
      return false;
    }
  }
}
