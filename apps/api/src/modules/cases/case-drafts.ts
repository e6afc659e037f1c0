/** What the forms of authorities ask, as far as a case knows it. */
export interface DraftFacts {
  readonly number: string;
  readonly openedAt: Date;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly product: { readonly name: string; readonly gtin: string; readonly strength: string | null } | null;
  readonly maker: string | null;
  readonly lots: readonly string[];
  readonly serials: readonly string[];
  readonly expiry: string | null;
  readonly places: readonly string[];
  readonly actions: readonly string[];
  /** Of the authority of the country that asks. */
  readonly hotline: string | null;
  readonly reporter: { readonly organisation: string; readonly person: string };
}

const BLANK = '[to be filled in]';
const MOST_SERIALS = 50;

/** Form FDA 3911, drug notification: its questions in their order (FD&C Act 582(b)(4)(B)(ii)). */
export function fda3911(facts: DraftFacts): string {
  return form('FORM FDA 3911 - DRUG NOTIFICATION (DRAFT)', facts, [
    ['1. Type of report', 'Initial notification'],
    ['2. Incident number', BLANK],
    ['3. Date of initial notification', BLANK],
    ['4. Date company determined product was illegitimate', BLANK],
    ['5. Classification of notification', BLANK],
    ['6. Name of product as it appears on the label', facts.product?.name],
    ['7. Primary ingredients', BLANK],
    ['8. Drug use', 'Human use'],
    ['9. Drug description', BLANK],
    ['10. Strength of drug', facts.product?.strength],
    ['11. Dosage form', BLANK],
    ['12. Quantity of drug', `${facts.serials.length} packs named below`],
    ['13. NDC number', facts.product && `of GTIN ${facts.product.gtin}`],
    ['14. Serial number', serialsOf(facts)],
    ['15. Lot number(s)', facts.lots.join(', ')],
    ['16. Expiration date(s)', facts.expiry],
    ['17. Description of event/issue', facts.sentences.join('\n')],
    ['18. Actions taken', facts.actions.join('\n')],
    ['19. Company and contact', `${facts.reporter.organisation}, ${facts.reporter.person}`],
  ]);
}

/** Rapid alert notification of a quality defect or recall: EMA's template, Compilation of Community Procedures. */
export function euRapidAlert(facts: DraftFacts): string {
  return form('RAPID ALERT NOTIFICATION OF A QUALITY DEFECT / RECALL (DRAFT)', facts, [
    ['1. To', BLANK],
    ['2. Product recall class of defect', BLANK],
    ['3. Falsification', 'Suspected'],
    ['4. Product', facts.product?.name],
    ['5. Marketing authorisation number', BLANK],
    ['6. Brand or trade name', facts.product?.name],
    ['7. INN or generic name', BLANK],
    ['8. Dosage form', BLANK],
    ['9. Strength', facts.product?.strength],
    ['10. Batch number', facts.lots.join(', ')],
    ['11. Expiry date', facts.expiry],
    [
      '12. Pack identifiers',
      facts.product && `GTIN ${facts.product.gtin}; serial numbers: ${serialsOf(facts)}`,
    ],
    ['13. Marketing authorisation holder', BLANK],
    ['14. Manufacturer', facts.maker],
    ['15. Places of the events', facts.places.join('\n')],
    ['16. Details of defect', facts.sentences.join('\n')],
    ['17. Information on distribution, including exports', BLANK],
    ['18. Action taken by issuing authority', facts.actions.join('\n')],
    ['19. Proposed action', BLANK],
    [
      '20. From (issuing authority), contact person',
      `${facts.reporter.organisation}, ${facts.reporter.person}`,
    ],
  ]);
}

type Line = readonly [question: string, answer: string | null | undefined];

function form(title: string, { number, openedAt, title: what }: DraftFacts, lines: readonly Line[]): string {
  const answers = lines.map(
    ([question, answer]) => `${question}\n${indented(answer?.trim() ? answer : BLANK)}`,
  );
  const head = `Case ${number}, opened ${openedAt.toISOString().slice(0, 10)}: ${what}`;
  return `${title}\n\n${head}\n\n${answers.join('\n\n')}\n`;
}

function serialsOf({ serials }: DraftFacts): string {
  const more = serials.length - MOST_SERIALS;
  return [...serials.slice(0, MOST_SERIALS), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
}
