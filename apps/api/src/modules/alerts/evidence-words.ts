import type { PaperLanguage } from '../../platform/http/index.js';

/** What the paper of an evidence bundle says of itself. */
export interface EvidenceWords {
  readonly title: string;
  readonly noProof: string;
  readonly incident: string;
  readonly status: string;
  readonly score: string;
  readonly time: string;
  readonly closed: string;
  readonly madeAt: string;
  readonly regulator: string;
  readonly hash: string;
  readonly check: string;
  readonly how: string;
  /** What the exit codes mean, from 0 on. */
  readonly codes: readonly string[];
  readonly chain: string;
  readonly block: string;
  readonly contracts: string;
  readonly alerts: string;
  readonly packs: string;
  readonly place: string;
  readonly transactions: string;
  readonly inBlock: string;
  readonly more: (count: number) => string;
}

export const EVIDENCE_WORDS: Readonly<Record<PaperLanguage, EvidenceWords>> = {
  en: {
    title: 'Evidence of an incident: summary',
    noProof: 'This paper tells what the evidence file holds. It proves nothing by itself: check the file.',
    incident: 'Incident',
    status: 'Status',
    score: 'Score',
    time: 'From, to',
    closed: 'Closed as',
    madeAt: 'Made at',
    regulator: 'Anchored by party',
    hash: 'SHA-256 of the file’s content, which is on the ledger:',
    check: 'How to check it',
    how: 'You need the evidence file, the program, and the address of a node of the consortium that you trust. Nobody’s database is asked. Take the addresses of the contracts from what the consortium publishes, and compare the hash that the file ends with.',
    codes: [
      'it holds',
      'it does not hold',
      'it could not be checked',
      'it holds if the contracts named below are the consortium’s',
    ],
    chain: 'Chain',
    block: 'Read up to block',
    contracts: 'The contracts that the file names:',
    alerts: 'Alerts',
    packs: 'Packs whose serial numbers are proven',
    place: 'Place in its lot:',
    transactions: 'Transactions on the ledger',
    inBlock: 'Block',
    more: (count) => `and ${count} more, in the file`,
  },
  fr: {
    title: 'Preuves d’un incident : résumé',
    noProof:
      'Ce papier dit ce que contient le fichier de preuves. Il ne prouve rien par lui-même : vérifiez le fichier.',
    incident: 'Incident',
    status: 'Statut',
    score: 'Score',
    time: 'De, à',
    closed: 'Clos comme',
    madeAt: 'Établi le',
    regulator: 'Ancré par la partie',
    hash: 'SHA-256 du contenu du fichier, inscrit au registre :',
    check: 'Comment le vérifier',
    how: 'Il vous faut le fichier de preuves, le programme et l’adresse d’un nœud du consortium auquel vous faites confiance. Aucune base de données n’est interrogée. Prenez les adresses des contrats là où le consortium les publie, et comparez l’empreinte à la fin du fichier.',
    codes: [
      'il est intact',
      'il ne l’est pas',
      'il n’a pas pu être vérifié',
      'il est intact si les contrats nommés ci-dessous sont ceux du consortium',
    ],
    chain: 'Chaîne',
    block: 'Lue jusqu’au bloc',
    contracts: 'Les contrats que nomme le fichier :',
    alerts: 'Alertes',
    packs: 'Boîtes dont le numéro de série est prouvé',
    place: 'Place dans son lot :',
    transactions: 'Transactions au registre',
    inBlock: 'Bloc',
    more: (count) => `et ${count} de plus, dans le fichier`,
  },
  de: {
    title: 'Beweise eines Vorfalls: Zusammenfassung',
    noProof:
      'Dieses Papier sagt, was in der Beweisdatei steht. Für sich beweist es nichts: prüfen Sie die Datei.',
    incident: 'Vorfall',
    status: 'Zustand',
    score: 'Gewicht',
    time: 'Von, bis',
    closed: 'Geschlossen als',
    madeAt: 'Erstellt am',
    regulator: 'Verankert von Partei',
    hash: 'SHA-256 des Inhalts der Datei, der im Register steht:',
    check: 'Wie sie geprüft wird',
    how: 'Sie brauchen die Beweisdatei, das Programm und die Adresse eines Knotens des Konsortiums, dem Sie vertrauen. Keine Datenbank wird gefragt. Nehmen Sie die Adressen der Verträge von dort, wo das Konsortium sie veröffentlicht, und vergleichen Sie die Prüfsumme am Ende der Datei.',
    codes: [
      'sie stimmt',
      'sie stimmt nicht',
      'sie konnte nicht geprüft werden',
      'sie stimmt, wenn die unten genannten Verträge die des Konsortiums sind',
    ],
    chain: 'Kette',
    block: 'Gelesen bis Block',
    contracts: 'Die Verträge, die die Datei nennt:',
    alerts: 'Alarme',
    packs: 'Packungen, deren Seriennummer bewiesen ist',
    place: 'Platz in ihrer Charge:',
    transactions: 'Transaktionen im Register',
    inBlock: 'Block',
    more: (count) => `und ${count} weitere, in der Datei`,
  },
};
