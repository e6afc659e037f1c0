import { inflateSync } from 'node:zlib';

/** The text of a PDF as it is shown, line by line, page by page: from its drawing operators, through its fonts' own maps. */
export function textOfPdf(pdf: Buffer): string {
  const source = pdf.toString('latin1');
  const objects = new Map(
    [...source.matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)].map(([, id, body = '']) => [id!, body]),
  );
  const fonts = new Map<string, Map<string, string>>();
  for (const body of objects.values())
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!) ?? '')?.[1];
      if (map) fonts.set(name!, unicodeMap(streamOf(pdf, source, map)));
    }
  return [...source.matchAll(/\/Type \/Page\n.*?\/Contents (\d+) 0 R/gs)]
    .map(([, id]) => linesOf(streamOf(pdf, source, id!), fonts))
    .join('\n');
}

function streamOf(pdf: Buffer, source: string, id: string): string {
  const at = source.search(new RegExp(`(?:^|\\n)${id} 0 obj\\n`));
  const from = source.indexOf('stream\n', at) + 'stream\n'.length;
  return inflateSync(pdf.subarray(from, source.indexOf('\nendstream', from))).toString('latin1');
}

/** Glyph to letters, from `<00> <03> [<0041> …]` and `<01> <0041>` (ISO 32000-1, 9.10.3). */
function unicodeMap(map: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, first = '', list = ''] of map.matchAll(/<(\w+)> <\w+> \[(.*?)\]/gs))
    [...list.matchAll(/<([^>]+)>/g)].forEach(([, code = ''], index) =>
      letters.set(
        (parseInt(first, 16) + index).toString(16).padStart(first.length, '0'),
        Buffer.from(code.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
      ),
    );
  return letters;
}

function linesOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font = '';
  return [...content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)]
    .flatMap(([, name, shown]) => {
      if (name) font = name;
      if (shown === undefined) return [];
      const hex = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, digits]) => digits).join('');
      const map = fonts.get(font);
      return map
        ? (hex.match(/.{4}/g) ?? []).map((glyph) => map.get(glyph) ?? '\ufffd').join('')
        : [...Buffer.from(hex, 'hex')].map(letterOf).join('');
    })
    .join('\n');
}

/** Of WinAnsi, from 0x80 on (ISO 32000-1, annex D.2); the places without a letter are blank. */
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function letterOf(byte: number): string {
  return HIGH[byte - 0x80] ?? String.fromCharCode(byte);
}
