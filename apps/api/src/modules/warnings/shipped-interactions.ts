import type { InteractionList, InteractionPair } from './interaction-list.js';

/**
 * A demonstration of pluggable data, and no clinical advice: the fifteen high-priority pairs of classes on which an expert
 * panel for the US Office of the National Coordinator agreed (Phansalkar et al., JAMIA 19:735, 2012, table 2), each with
 * some of its members. Whoever treats people brings data that is kept up to date.
 */
const MAO_INHIBITORS = ['tranylcypromine', 'phenelzine', 'isocarboxazid', 'procarbazine', 'selegiline'];
const STRONG_CYP3A4_INHIBITORS = [
  'clarithromycin',
  'itraconazole',
  'ketoconazole',
  'nefazodone',
  'posaconazole',
  'voriconazole',
];
const PROTEASE_INHIBITORS = [
  'atazanavir',
  'darunavir',
  'fosamprenavir',
  'indinavir',
  'lopinavir',
  'nelfinavir',
  'ritonavir',
  'saquinavir',
  'tipranavir',
];
const CYP1A2_INHIBITORS = ['ciprofloxacin', 'fluvoxamine'];
const QT_PROLONGING = [
  'amiodarone',
  'disopyramide',
  'dofetilide',
  'haloperidol',
  'methadone',
  'pimozide',
  'quinidine',
  'sotalol',
  'thioridazine',
];

const PAIRS: readonly InteractionPair[] = [
  {
    id: 'amphetamines-mao',
    one: [
      'amphetamine',
      'atomoxetine',
      'dexmethylphenidate',
      'dextroamphetamine',
      'lisdexamfetamine',
      'methamphetamine',
      'methylphenidate',
      'phentermine',
      'pseudoephedrine',
    ],
    other: MAO_INHIBITORS,
  },
  {
    id: 'atazanavir-ppi',
    one: ['atazanavir'],
    other: ['dexlansoprazole', 'esomeprazole', 'lansoprazole', 'omeprazole', 'pantoprazole', 'rabeprazole'],
  },
  { id: 'febuxostat-purines', one: ['febuxostat'], other: ['azathioprine', 'mercaptopurine'] },
  {
    id: 'ssri-mao',
    one: [
      'citalopram',
      'desvenlafaxine',
      'duloxetine',
      'escitalopram',
      'fluoxetine',
      'fluvoxamine',
      'milnacipran',
      'paroxetine',
      'sertraline',
      'venlafaxine',
    ],
    other: MAO_INHIBITORS,
  },
  { id: 'irinotecan-cyp3a4', one: ['irinotecan'], other: STRONG_CYP3A4_INHIBITORS },
  {
    id: 'opioids-mao',
    one: ['fentanyl', 'meperidine', 'methadone', 'tapentadol', 'tramadol'],
    other: MAO_INHIBITORS,
  },
  {
    id: 'tricyclics-mao',
    one: [
      'amitriptyline',
      'clomipramine',
      'desipramine',
      'doxepin',
      'imipramine',
      'nortriptyline',
      'protriptyline',
      'trimipramine',
    ],
    other: MAO_INHIBITORS,
  },
  { id: 'qt-qt', one: QT_PROLONGING, other: QT_PROLONGING },
  { id: 'ramelteon-cyp1a2', one: ['ramelteon'], other: CYP1A2_INHIBITORS },
  {
    id: 'inducers-protease',
    one: ['carbamazepine', 'phenytoin', 'rifampin', "st john's wort"],
    other: PROTEASE_INHIBITORS,
  },
  {
    id: 'statins-cyp3a4',
    one: ['lovastatin', 'simvastatin'],
    other: [...STRONG_CYP3A4_INHIBITORS, ...PROTEASE_INHIBITORS],
  },
  {
    id: 'ergots-cyp3a4',
    one: ['dihydroergotamine', 'ergotamine', 'methylergonovine'],
    other: [...STRONG_CYP3A4_INHIBITORS, ...PROTEASE_INHIBITORS],
  },
  { id: 'tizanidine-cyp1a2', one: ['tizanidine'], other: CYP1A2_INHIBITORS },
  { id: 'tranylcypromine-procarbazine', one: ['tranylcypromine'], other: ['procarbazine'] },
  {
    id: 'triptans-mao',
    one: ['rizatriptan', 'sumatriptan', 'zolmitriptan'],
    other: MAO_INHIBITORS,
  },
];

export const SHIPPED_INTERACTIONS: InteractionList = {
  name: 'ONC high-priority pairs',
  version: '2012',
  demonstration: true,
  pairs: PAIRS,
};
