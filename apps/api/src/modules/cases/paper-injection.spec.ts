import { it } from 'vitest';
import { ACTIVE_WORDS, expectInertPdf } from '../../testing/inert-pdf.js';
import type { Actor } from '../../platform/access/index.js';
import type { DraftFacts } from './case-drafts.js';
import { CasePapers } from './case-papers.js';

/** The drawing itself, of a case in which everything that people write is `words`. */
class PapersOf extends CasePapers {
  constructor(private readonly words: string) {
    super(...([] as unknown as ConstructorParameters<typeof CasePapers>));
  }

  override facts(): Promise<DraftFacts> {
    const { words } = this;
    return Promise.resolve({
      number: 'C-2026-000001',
      openedAt: new Date('2026-11-23T10:00:00Z'),
      title: words,
      sentences: [words],
      product: { name: words, gtin: '03689999999990', strength: words },
      maker: words,
      lots: [words],
      serials: [words],
      expiry: words,
      places: [words],
      actions: [words],
      hotline: words,
      reporter: { organisation: words, person: words },
    });
  }
}

it.each(ACTIVE_WORDS)('%s is text on the label of a pack that is set aside', async (words) => {
  expectInertPdf(await new PapersOf(words).quarantineLabel({} as Actor, 'a case', 'en'));
});
