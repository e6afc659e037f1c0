import { describe, expect, it } from 'vitest';
import { CARD_CODES, card } from './verdict-cards.js';

describe('every card', () => {
  it.each(CARD_CODES)('%s has a headline of at most five words and says what to do', (code) => {
    const { headline, nextStep, light, raisesAlert } = card(code);
    expect(headline.replace(' - ', ' ').split(' ').length).toBeLessThanOrEqual(5);
    expect(nextStep).toMatch(/\.$/);
    expect(`${headline} ${nextStep}`).not.toMatch(/fake/i);
    if (raisesAlert) expect(light).not.toBe('GREEN');
  });
});
