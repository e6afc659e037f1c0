import { expect, test } from 'vitest';
import { siteLayouts } from './site-layouts';

test.each([
  [['en-US'], []],
  [['fr-FR', 'fr', 'en'], ['fr']],
  [['de-CH'], ['ch-de', 'ch-fr']],
  [
    ['nl-BE', 'nl'],
    ['be', 'nl'],
  ],
  [['da'], ['dk']],
  [['es'], ['es']],
  [['es-MX'], ['latam']],
  [['ja'], []],
  [['fr_FR.UTF-8', 'C'], ['fr']],
])('the browser speaks %j: the scanner may be set to %j', (languages, layouts) => {
  expect(siteLayouts(languages)).toEqual(layouts);
});
