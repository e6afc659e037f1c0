/**
 * A part that runs until it is stopped.
 * @typedef {object} Part
 * @property {Promise<void>} ended resolves when the part has ended, asked or not
 * @property {() => string} output the end of what it has logged
 * @property {() => Promise<void>} stop
 */

const LAST_LINES = 15;

/** Says which part ended by itself, and its last lines. */
export class PartEnded extends Error {
  /**
   * @param {string} name
   * @param {string} output
   */
  constructor(name, output) {
    const lines = output.trim().split('\n').slice(-LAST_LINES);
    super(`${name} ended by itself. Its last lines:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'PartEnded';
  }
}

/** Starts parts one after the other, notices when one ends by itself, and stops them in the opposite order. */
export class Supervisor {
  /** @type {{ name: string, part: Part }[]} */
  #parts = [];
  #stopping = false;
  /** @type {(error: Error) => void} */
  #fail = () => {};

  /** Rejects as soon as a part ends by itself; never resolves. */
  failed = /** @type {Promise<never>} */ (new Promise((_, reject) => (this.#fail = reject)));

  constructor() {
    this.failed.catch(() => {}); // whoever waits for it learns it; nobody has to
  }

  /**
   * Starts a part and waits until it is ready.
   * @template {Part} P
   * @param {string} name as people call it
   * @param {() => Promise<P>} start
   * @param {() => Promise<boolean>} isReady asked again and again
   * @returns {Promise<P>}
   */
  async start(name, start, isReady = async () => true) {
    const part = await start();
    if (this.#stopping) {
      await part.stop();
      return part;
    }
    this.#parts.push({ name, part });
    void part.ended.then(() => {
      if (!this.#stopping) this.#fail(new PartEnded(name, part.output()));
    });
    await Promise.race([this.#until(isReady), this.failed]);
    return part;
  }

  /** Stops every part, the last started first. A part that cannot be stopped cleanly does not keep the others. */
  async stop() {
    this.#stopping = true;
    /** @type {unknown[]} */
    const problems = [];
    for (const { part } of this.#parts.splice(0).reverse()) {
      await part.stop().catch((problem) => problems.push(problem));
    }
    return problems;
  }

  /** @param {() => Promise<boolean>} isReady */
  async #until(isReady) {
    while (!this.#stopping && !(await isReady())) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
