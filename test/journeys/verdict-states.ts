import { checkDigit } from '@custodia/gs1';
import {
  AMOXICILLIN,
  inDays,
  receive,
  registerLot,
  ship,
  shipmentConfirmed,
  siteNamed,
  type RegisteredLot,
} from './acts.js';
import { agreedRun } from './agreement.js';
import { cast } from './cast.js';
import { newKey, type Client } from './client.js';
import {
  decommission,
  expiring,
  refusedAfterHandOut,
  reportMissing,
  serialOf,
  supplyOnPaper,
  verify,
  visitOf,
} from './counter-acts.js';
import { orderLot, recallLot, untilLotIs } from './goods-acts.js';

/** A GTIN of the prefix that GS1 keeps for examples, without its check digit. */
const EXAMPLE = '0952100000001';
/** What a card must say, and what its button leads to when Tab has come to it and Enter pressed it. */
export interface Expected {
  readonly code: string;
  /** Red ones interrupt what is read aloud. */
  readonly loud?: true;
  readonly headline: string;
  readonly next: string;
  readonly says?: string;
  readonly press: string;
  /** The name of a dialog that is answered by Enter, or the screen it leads to; without it the card is put away. */
  readonly then?: string;
}

const QUARANTINE = { press: 'Quarantine', then: 'Put in quarantine' };

export interface ToldCards {
  readonly cards: Readonly<Record<string, Expected>>;
  /** A sound pack that no card is about. */
  readonly spare: string;
  /** The lot whose expiry is turned back while its card is looked at. */
  readonly expired: RegisteredLot;
}

/** Packs at Harbor Pharmacy in every state that a scan can find, and what the card of each must say. */
export async function everyCard(): Promise<ToldCards> {
  const { maker, secondOfMaker, pharmacy, otherPharmacy, prescriber, regulator } = await cast(
    'maker',
    'secondOfMaker',
    'pharmacy',
    'otherPharmacy',
    'prescriber',
    'regulator',
  );
  const [packs, elsewhere, atMaker, onTheWay, soon, old, recalled, withdrawn, held] = await Promise.all([
    atPharmacy(maker, pharmacy, 'Harbor', 10),
    atPharmacy(maker, otherPharmacy, 'Elm', 1),
    registerLot(maker, 1),
    registerLot(maker, 1),
    atPharmacy(maker, pharmacy, 'Harbor', 1, inDays(20)),
    atPharmacy(maker, pharmacy, 'Harbor', 1),
    atPharmacy(maker, pharmacy, 'Harbor', 1),
    atPharmacy(maker, pharmacy, 'Harbor', 1),
    atPharmacy(maker, pharmacy, 'Harbor', 1),
  ]);
  const [ok, slip, repeated, opened, locked, seized, stolen, missing, refused] = packs.codes as string[];
  await Promise.all([
    supplied(pharmacy, [slip!, repeated!]),
    supplied(otherPharmacy, elsewhere.codes),
    supplied(pharmacy, [opened!], 10),
    decommission(pharmacy, { kind: 'LOCK', scan: locked, reason: 'Box is dented' }),
    decommission(pharmacy, { kind: 'STOLEN', scan: stolen, reason: 'Burglary' }),
    decommission(regulator, { kind: 'LOCK', scan: seized, reason: 'Evidence' }),
    reportMissing(pharmacy, { runId: packs.runId, from: 7, to: 8 }),
    ship(maker, await siteNamed(maker, 'Harbor'), { runId: onTheWay.runId, from: 0, to: 1 }),
    recallLot(maker, secondOfMaker, recalled),
    withdraw(maker, secondOfMaker, withdrawn),
    orderLot(maker, 'holdLot', held.lotId),
  ]);
  await agreedRun(packs.runId);
  for (let slips = 0; slips < 2; slips++) await verify(pharmacy, repeated!);
  await refusedAfterHandOut(pharmacy, prescriber, refused!);

  const last = packs.codes[9]!;
  const forged = last.replace(serialOf(last), `FORGED${Date.now().toString(36).toUpperCase()}`);
  const lower = (text: string) => last.replace(text, text.toLowerCase());
  const cards: Record<string, Expected> = {
    'a sound pack': {
      code: ok!,
      headline: 'Pack OK',
      says: 'Active, in your stock, not dispensed before.',
      next: 'You may hand it out.',
      press: 'Dispense',
      then: '/pharmacy/basket',
    },
    'one that expires soon': {
      code: soon.codes[0]!,
      headline: 'Check expiry',
      says: 'days left.',
      next: 'Dispense it only if the treatment ends before it expires.',
      ...QUARANTINE,
    },
    'one that was dispensed here': {
      code: slip!,
      headline: 'You already dispensed this',
      says: 'It can be undone for 10 more days.',
      next: 'A slip: undo it. Scanned twice: dismiss.',
      press: 'Dismiss',
    },
    'one that is read again and again': {
      code: repeated!,
      headline: 'You already dispensed this',
      next: 'Undo if it was a slip, else put it in quarantine.',
      ...QUARANTINE,
    },
    'an opened bottle': {
      code: opened!,
      headline: 'Opened here, 11 capsules left',
      next: 'Say how much of it you dispense.',
      press: 'Dispense a part',
      then: '/pharmacy/basket',
    },
    'one that was refused after the patient had it': {
      code: refused!,
      loud: true,
      headline: 'Already handed out',
      says: 'The permission to fill has run out.',
      next: 'Report the supply, and call the patient.',
      press: 'Report',
      then: '/pharmacy/issues',
    },
    'one that another pharmacy dispensed': {
      code: elsewhere.codes[0]!,
      loud: true,
      headline: 'Do not dispense: already dispensed',
      says: 'Dispensed by another pharmacy on',
      next: 'Put it in quarantine. Tell the patient that you will check.',
      ...QUARANTINE,
    },
    'a recalled one': {
      code: recalled.codes[0]!,
      loud: true,
      headline: 'Do not dispense: recalled',
      says: 'Glass in the blister',
      next: 'Put it with the recalled stock',
      ...QUARANTINE,
    },
    'a withdrawn one': {
      code: withdrawn.codes[0]!,
      loud: true,
      headline: 'Do not dispense: withdrawn',
      next: 'Return it to its maker.',
      press: 'Give a reason',
      then: 'Why does it need no quarantine?',
    },
    'one of a lot on hold': {
      code: held.codes[0]!,
      loud: true,
      headline: 'Do not dispense: on hold',
      says: 'Seal under investigation',
      next: 'Keep the pack. Its lot may be released again.',
      ...QUARANTINE,
    },
    'a locked one': {
      code: locked!,
      loud: true,
      headline: 'Do not dispense: locked',
      says: 'Your site has locked this pack.',
      next: 'Keep it apart.',
      press: 'Back into stock',
      then: 'Put back into stock',
    },
    'an expired one': {
      code: expiring(old.codes[0]!, '200131'),
      loud: true,
      headline: 'Do not dispense: expired',
      says: 'Expired on',
      next: 'Take it off the shelf.',
      ...QUARANTINE,
    },
    'an unknown product': {
      code: last.replace(AMOXICILLIN, `${EXAMPLE}${checkDigit(EXAMPLE)}`),
      headline: 'Not in the system',
      says: 'No manufacturer has registered this product here.',
      next: 'If the product needs no serial number, go on. Else call its maker.',
      press: 'Not in scope',
    },
    'an unknown serial': {
      code: forged,
      loud: true,
      headline: 'Do not dispense: serial unknown',
      says: 'The product is known, this serial number is not.',
      next: 'Read the code again by another way',
      press: 'Type it',
      then: 'Type the four fields',
    },
    'an unknown batch': {
      code: forged.replace(packs.number, `X${packs.number}`),
      loud: true,
      headline: 'Do not dispense: batch unknown',
      next: 'Its maker has registered no such batch.',
      press: 'Scan again',
    },
    'a serial that the scanner garbled': {
      code: lower(serialOf(last)),
      headline: 'Probable scan fault',
      says: 'Likely the scanner, not the pack.',
      next: 'Check Caps Lock',
      press: 'Scan again',
    },
    'another batch than on record': {
      code: last.replace(packs.number, soon.number),
      loud: true,
      headline: 'Batch does not match',
      says: 'The batch that was read is not the one on record.',
      next: 'Compare with the print on the pack',
      press: 'Scan again',
    },
    'another expiry than on record': {
      code: expiring(last, '300101'),
      loud: true,
      headline: 'Expiry does not match',
      says: 'The expiry date that was read is not the one on record.',
      next: 'Compare with the print on the pack',
      ...QUARANTINE,
    },
    'a genuine serial with nothing that belongs to it': {
      code: expiring(last.replace(packs.number, soon.number), '300101'),
      loud: true,
      headline: 'STOP: suspected falsified',
      says: 'neither batch nor expiry belongs to it',
      next: 'Give it neither to the patient nor back to the supplier.',
      ...QUARANTINE,
    },
    'a seized one': {
      code: seized!,
      loud: true,
      headline: 'STOP: suspected falsified',
      says: 'The regulator has seized this pack.',
      next: 'Give it to nobody, and call the regulator.',
      press: 'Give a reason',
      then: 'Why does it need no quarantine?',
    },
    'one that was never delivered': {
      code: atMaker.codes[0]!,
      loud: true,
      headline: 'Not delivered to you',
      says: 'Last held by: Manufacturer.',
      next: 'Receive its delivery first, or claim it if you found it.',
      press: 'Claim it',
      then: '/pharmacy/stock/claim',
    },
    'one that is on its way': {
      code: onTheWay.codes[0]!,
      headline: 'Not received yet',
      next: 'Receive the delivery, then scan it again.',
      press: 'Receive it',
      then: '/pharmacy/receive',
    },
    'a stolen one': {
      code: stolen!,
      loud: true,
      headline: 'Do not dispense: stolen',
      next: 'Put it in quarantine.',
      ...QUARANTINE,
    },
    'one that was missed': {
      code: missing!,
      headline: 'Was reported missing',
      next: 'put it back into stock.',
      press: 'Back into stock',
      then: 'Put back into stock',
    },
  };
  return { cards, spare: last, expired: old };
}

async function atPharmacy(
  maker: Client,
  by: Client,
  name: string,
  units: number,
  expiry?: string,
): Promise<RegisteredLot> {
  const lot = await registerLot(maker, units, expiry);
  const id = await ship(maker, await siteNamed(maker, name), { runId: lot.runId, from: 0, to: units });
  await receive(by, id);
  await shipmentConfirmed(by, id);
  return lot;
}

async function supplied(by: Client, codes: readonly string[], quantity?: number): Promise<void> {
  const lines = codes.map((code) => ({ scan: code, ...(quantity ? { quantity } : {}) }));
  await visitOf(by, (await supplyOnPaper(by, codes, { lines })).id);
}

async function withdraw(maker: Client, secondOfMaker: Client, lot: RegisteredLot): Promise<void> {
  const { proposeRecall: proposed } = await maker.ask<{ proposeRecall: { id: string } }>(
    'mutation ($input: ProposeRecallInput!) { proposeRecall(input: $input) { id } }',
    {
      input: {
        idempotencyKey: newKey(),
        lotId: lot.lotId,
        lotNumber: lot.number,
        kind: 'WITHDRAWAL',
        class: 'III',
        text: 'No longer marketed',
      },
    },
  );
  await secondOfMaker.ask('mutation ($input: RecallOrderInput!) { approveRecall(input: $input) { id } }', {
    input: { idempotencyKey: newKey(), recallId: proposed.id },
  });
  await untilLotIs(maker, lot.lotId, 'WITHDRAWN');
}
