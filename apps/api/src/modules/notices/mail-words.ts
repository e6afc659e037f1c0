import type { News } from './news.rules.js';

/**
 * A mail's words. They name a number and a place to read, nothing of what is there to be read: a patient's do not even
 * say that there was an emergency.
 */
interface Words {
  readonly happened: (news: News) => string;
  /** For patients. */
  readonly yours: { readonly asked: string; readonly news: string; readonly other: string };
  /** For those who care for somebody else. */
  readonly theirs: { readonly asked: string; readonly other: string };
  readonly at: (site: string) => string;
  readonly read: string;
  readonly why: string;
  /** For patients. */
  readonly whyYours: string;
  /** For patients who chose to be told of what the release nodes alone know. */
  readonly whyNews: string;
  /** For those who care for somebody else. */
  readonly whyTheirs: string;
}

const WORDS: Readonly<Record<'en' | 'fr' | 'de', Words>> = {
  en: {
    yours: {
      asked: 'Somebody asks for your answer',
      news: 'There is something new in your record',
      other: 'Something happened with your record that you should read',
    },
    theirs: {
      asked: 'Somebody waits for an answer that you may give for a person you care for',
      other: 'Something happened with the record of a person you care for',
    },
    happened: ({ topic, type, number }) =>
      topic === 'RECALL'
        ? 'A lot is recalled'
        : topic === 'INCIDENT'
          ? 'A new incident needs a look'
          : topic === 'PARTY'
            ? type === 'party.failed'
              ? 'The ledger refused a proposal about a party'
              : 'A proposal about a party waits for a second person'
            : `Case ${number}: ${EN_CASE[type] ?? 'something happened'}`,
    at: (site) => `This concerns ${site}.`,
    read: 'Read it, signed in, at',
    why: 'You get this mail because you asked for it. Account security, “Notices by e-mail”, ends it.',
    whyYours: 'You get this mail because you keep a record here. Erasing the record ends it.',
    whyNews:
      'You get this mail because you asked for it. In your record, “More”, “Looks and recoveries”, ends it.',
    whyTheirs:
      'You get this mail because you care for somebody who wishes it. It ends with what you may read or answer.',
  },
  fr: {
    yours: {
      asked: 'Quelqu’un attend votre réponse',
      news: 'Il y a du nouveau dans votre dossier',
      other: 'Il s’est passé quelque chose dans votre dossier, à lire',
    },
    theirs: {
      asked: 'Quelqu’un attend une réponse que vous pouvez donner pour un proche',
      other: 'Il s’est passé quelque chose dans le dossier d’un proche',
    },
    happened: ({ topic, type, number }) =>
      topic === 'RECALL'
        ? 'Un lot est rappelé'
        : topic === 'INCIDENT'
          ? 'Un nouvel incident est à examiner'
          : topic === 'PARTY'
            ? type === 'party.failed'
              ? 'Le registre a refusé une proposition au sujet d’un acteur'
              : 'Une proposition au sujet d’un acteur attend une seconde personne'
            : `Dossier ${number} : ${FR_CASE[type] ?? 'il y a du nouveau'}`,
    at: (site) => `Cela concerne ${site}.`,
    read: 'À lire, une fois connecté, à l’adresse',
    why: 'Vous recevez ce message parce que vous l’avez demandé. « Sécurité du compte », « Avis par e-mail », y met fin.',
    whyYours:
      'Vous recevez ce message parce que vous tenez un dossier ici. L’effacement du dossier y met fin.',
    whyNews:
      'Vous recevez ce message parce que vous l’avez demandé. Dans votre dossier, « Plus », « Consultations et récupérations », y met fin.',
    whyTheirs:
      'Vous recevez ce message parce que vous aidez un proche qui le souhaite. Il prend fin avec ce que vous pouvez lire ou décider.',
  },
  de: {
    yours: {
      asked: 'Jemand wartet auf Ihre Antwort',
      news: 'In Ihrer Akte gibt es etwas Neues',
      other: 'Mit Ihrer Akte ist etwas geschehen, das Sie lesen sollten',
    },
    theirs: {
      asked: 'Jemand wartet auf eine Antwort, die Sie für einen anderen geben dürfen',
      other: 'Mit der Akte eines Menschen, um den Sie sich kümmern, ist etwas geschehen',
    },
    happened: ({ topic, type, number }) =>
      topic === 'RECALL'
        ? 'Eine Charge wird zurückgerufen'
        : topic === 'INCIDENT'
          ? 'Ein neuer Vorfall ist anzusehen'
          : topic === 'PARTY'
            ? type === 'party.failed'
              ? 'Das Register hat einen Vorschlag zu einer Partei abgelehnt'
              : 'Ein Vorschlag zu einer Partei wartet auf eine zweite Person'
            : `Fall ${number}: ${DE_CASE[type] ?? 'es gibt Neues'}`,
    at: (site) => `Es betrifft ${site}.`,
    read: 'Zu lesen nach dem Anmelden unter',
    why: 'Sie bekommen diese Mail, weil Sie sie gewünscht haben. „Kontosicherheit“, „Hinweise per E-Mail“ beendet sie.',
    whyYours:
      'Sie bekommen diese Mail, weil Sie hier eine Akte führen. Wer die Akte löscht, bekommt keine mehr.',
    whyNews:
      'Sie bekommen diese Mail, weil Sie sie gewünscht haben. In Ihrer Akte, „Mehr“, „Blicke und Wiederherstellung“, beendet sie.',
    whyTheirs:
      'Sie bekommen diese Mail, weil Sie sich um jemanden kümmern, der es wünscht. Sie endet mit dem, was Sie lesen oder beantworten dürfen.',
  },
};

const EN_CASE: Record<string, string> = {
  'case.opened': 'opened',
  'case.question': 'a question',
  'case.answer': 'an answer',
  'case.photo': 'a photo',
  'case.reminder': 'something is overdue',
  'case.closed': 'closed',
};

const FR_CASE: Record<string, string> = {
  'case.opened': 'ouvert',
  'case.question': 'une question',
  'case.answer': 'une réponse',
  'case.photo': 'une photo',
  'case.reminder': 'une suite se fait attendre',
  'case.closed': 'clos',
};

const DE_CASE: Record<string, string> = {
  'case.opened': 'eröffnet',
  'case.question': 'eine Frage',
  'case.answer': 'eine Antwort',
  'case.photo': 'ein Foto',
  'case.reminder': 'etwas ist überfällig',
  'case.closed': 'geschlossen',
};

/** The mail of a notice, in the language of its reader. */
export function mailOf(
  news: News,
  { locale, site, link }: { readonly locale: string; readonly site: string | null; readonly link: string },
): { readonly subject: string; readonly text: string } {
  const language = locale.slice(0, 2);
  const words = WORDS[language === 'fr' || language === 'de' ? language : 'en'];
  const [own, why] = aboutOwn(words, news.type);
  const happened = news.topic === 'RECORD' ? own : words.happened(news);
  return {
    subject: `Custodia: ${happened}`,
    text: [
      `${happened}.`,
      ...(site === null ? [] : [words.at(site)]),
      `\n${words.read}\n${link}\n\n--`,
      `${site === null ? why : words.why}\n`,
    ].join('\n'),
  };
}

/** What happened with a patient's record, and why its reader is told. */
function aboutOwn(words: Words, type: string): readonly [happened: string, why: string] {
  const { yours, theirs } = words;
  switch (type) {
    case 'record.asked':
      return [yours.asked, words.whyYours];
    case 'record.news':
      return [yours.news, words.whyNews];
    case 'care.asked':
      return [theirs.asked, words.whyTheirs];
    case 'care.emergency':
      return [theirs.other, words.whyTheirs];
    default:
      return [yours.other, words.whyYours];
  }
}
