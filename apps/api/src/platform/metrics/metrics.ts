import { Injectable } from '@nestjs/common';

/** Names and values that tell series of one metric apart. Never serials, names or ids of people. */
export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  lines(): Promise<string[]> | string[];
}

/** What this process measures, as Prometheus reads it (text exposition format 0.0.4). */
@Injectable()
export class Metrics {
  readonly #metrics = new Map<string, Metric>();

  /** Counts what happens. */
  counter(name: string, help: string): Counter {
    return this.add(new Counter(name, help));
  }

  /** Spreads values over buckets. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    return this.add(new Histogram(name, help, bounds));
  }

  /** Asks for values when somebody looks. */
  gauge(name: string, help: string, ask: () => Promise<readonly Sample[]> | readonly Sample[]): void {
    const lines = async () => (await ask()).map(({ labels, value }) => line(name, labels, value));
    this.add({ name, help, type: 'gauge', lines });
  }

  /** A gauge that cannot be asked is left out: the others are still worth reading. */
  async text(): Promise<string> {
    const parts: string[] = [];
    for (const { name, help, type, lines } of this.#metrics.values()) {
      const found = await Promise.resolve()
        .then(lines)
        .catch(() => []);
      parts.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...found);
    }
    return `${parts.join('\n')}\n`;
  }

  private add<M extends Metric>(metric: M): M {
    if (this.#metrics.has(metric.name)) throw new Error(`The metric ${metric.name} is there already`);
    this.#metrics.set(metric.name, metric);
    return metric;
  }
}

export class Counter implements Metric {
  readonly type = 'counter';
  readonly #values = new Map<string, { labels: Labels; value: number }>();

  constructor(
    readonly name: string,
    readonly help: string,
  ) {}

  add(labels: Labels = {}, amount = 1): void {
    const key = JSON.stringify(labels);
    const entry = this.#values.get(key) ?? { labels, value: 0 };
    entry.value += amount;
    this.#values.set(key, entry);
  }

  readonly lines = (): string[] =>
    [...this.#values.values()].map(({ labels, value }) => line(this.name, labels, value));
}

export class Histogram implements Metric {
  readonly type = 'histogram';
  readonly #counts: number[];
  #sum = 0;
  #count = 0;

  constructor(
    readonly name: string,
    readonly help: string,
    private readonly bounds: readonly number[],
  ) {
    this.#counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.#sum += value;
    this.#count += 1;
    for (const [index, bound] of this.bounds.entries()) {
      if (value <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    }
  }

  readonly lines = (): string[] => [
    ...this.bounds.map((bound, index) =>
      line(`${this.name}_bucket`, { le: String(bound) }, this.#counts[index] ?? 0),
    ),
    line(`${this.name}_bucket`, { le: '+Inf' }, this.#count),
    line(`${this.name}_sum`, undefined, this.#sum),
    line(`${this.name}_count`, undefined, this.#count),
  ];
}

function line(name: string, labels: Labels | undefined, value: number): string {
  const pairs = Object.entries(labels ?? {}).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
