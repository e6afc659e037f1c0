import { describe, expect, it } from 'vitest';
import { textOfPdf } from '../../testing/pdf-text.js';
import { Paper } from './paper.js';

async function printed(write: (paper: Paper) => void, title = 'A title'): Promise<string> {
  const paper = new Paper(title, 'Custodia');
  write(paper);
  return textOfPdf(await paper.finish());
}

describe('words on paper', () => {
  it.each([
    'Pharmacie de l’Étoile, Besançon',
    'Größte Straße – 5 €',
    'Apteka Świętokrzyska, Łódź',
    'Lékárna U Zlatého lva, Příbram',
    'Şişli Eczanesi, İstanbul',
    'Gyógyszertár, Győr',
  ])('%s is read as it is', async (name) => {
    const text = await printed((paper) => paper.text(name));
    expect(text.replaceAll('\n', ' ')).toContain(name);
  });

  it('lose marks that no font has, and letters of another script', async () => {
    expect(await printed((paper) => paper.text('Rūta, Vaistinė; Аптека'))).toContain(
      'Ruta, Vaistine; ??????',
    );
  });

  it('are one line each, without what would turn them around', async () => {
    const text = await printed((paper) => paper.text('A\u202eB\u0000\nConfirmed: yes'));
    expect(text).toContain('AB Confirmed: yes');
  });

  it('are never operators of the page', async () => {
    const name = '(Tj) ET /F1 99 Tf <</Type/Action>> endstream';
    expect(await printed((paper) => paper.facts([['Name', name]]))).toContain(name);
  });
});

describe('pages', () => {
  it('are as many as it takes, numbered, and facts that are not known are left out', async () => {
    const text = await printed((paper) => {
      paper.heading('Events');
      for (let at = 0; at < 60; at++)
        paper.entry(`at ${at}`, `event ${at}`, ['where'], at === 3 ? 'Gap' : undefined);
      paper.facts([
        ['Known', 'yes'],
        ['Unknown', null],
      ]);
    });
    for (let at = 0; at < 60; at++) expect(text).toContain(`event ${at}`);
    expect(text.match(/Custodia · \d\/\d/g)!.length).toBeGreaterThan(2);
    expect(text).toMatch(/Gap[^]*event 3\n/);
    expect(text).toContain('Known');
    expect(text).not.toContain('Unknown');
  });
});
