/**
 * How many scans of a medicine pack (four AIs) are parsed and validated in a second on one core, beside
 * gs1-barcode-parser-mod in the same run, and that the time for long input grows with its length only.
 */
import { createRequire } from 'node:module';
import { checkAssociations, parseDigitalLink, parseElementString, parsePack } from '../dist/index.js';

const { parseBarcode } = createRequire(import.meta.url)('gs1-barcode-parser-mod');

const GS = '\u001d';
const SECONDS = Number(process.argv[2] ?? 2);

/** Scans that differ, so that nothing is remembered from the one before. */
const scans = Array.from({ length: 1000 }, (_, i) => {
  const serial = `A${(i * 7919).toString(36).toUpperCase().padStart(11, '0')}`;
  return `01003614145678941726${String((i % 12) + 1).padStart(2, '0')}0010LOT${i}${GS}21${serial}`;
});
const identified = scans.map((scan) => `]d2${scan}`);
const links = scans.map((_, i) => `https://id.gs1.org/01/00361414567894/10/LOT${i}/21/A${i}?17=260700`);

/** Runs a function over the inputs for some seconds, after a second of warming up. */
function perSecond(inputs, take) {
  const until = (end) => {
    let count = 0;
    while (performance.now() < end) {
      for (const input of inputs) take(input);
      count += inputs.length;
    }
    return count;
  };
  until(performance.now() + 1000);
  const start = performance.now();
  const count = until(start + SECONDS * 1000);
  return Math.round((count / (performance.now() - start)) * 1000);
}

function mustBeOk(parsed) {
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed;
}

const rows = [
  ['parseElementString: syntax and content', scans, (scan) => mustBeOk(parseElementString(scan))],
  [
    'parseElementString and checkAssociations',
    scans,
    (scan) => checkAssociations(mustBeOk(parseElementString(scan)).elements),
  ],
  ['parsePack: the whole of a pack scan', identified, (scan) => mustBeOk(parsePack(scan))],
  ['parseDigitalLink', links, (link) => mustBeOk(parseDigitalLink(link))],
  ['gs1-barcode-parser-mod: no check digits', identified, (scan) => parseBarcode(scan)],
];

console.log(`node ${process.version}, one core, ${SECONDS} s each`);
const results = rows.map(([name, inputs, take]) => [name, perSecond(inputs, take)]);
for (const [name, rate] of results)
  console.log(`${name.padEnd(44)} ${rate.toLocaleString('en').padStart(12)} /s`);
const peer = results.at(-1)[1];
console.log(`parsePack is ${(results[2][1] / peer).toFixed(1)} times gs1-barcode-parser-mod`);

console.log('\nlong input, nanoseconds for each character');
for (const length of [900, 1800, 3600, 7200]) {
  const text = `99${'A'.repeat(88)}${GS}`.repeat(Math.ceil(length / 91)).slice(0, length);
  const rate = perSecond([text], parseElementString);
  console.log(`${String(length).padStart(6)} ${(1e9 / rate / length).toFixed(2)}`);
}
