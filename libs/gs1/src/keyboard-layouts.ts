/**
 * What the keys of a keyboard type, as a scanner that is set to that keyboard presses them: only ASCII, since codes
 * hold nothing else. Keys in rows as `keyCodes` names them; a space stands for a key that types no single ASCII
 * character (a letter with an accent, a dead key). Facts of the XKB layouts of the same names.
 */
export interface KeyboardLayout {
  readonly name: string;
  /** The countries it is used in. */
  readonly used: string;
  readonly plain: KeyRows;
  readonly shift: KeyRows;
  /** Keys that type a character together with AltGr that the others do not. */
  readonly altGr: Readonly<Record<string, string>>;
}

export type KeyRows = readonly [digits: string, top: string, home: string, bottom: string];

/** The values of `KeyboardEvent.code` of each row, in the order of the strings in a layout. */
export const keyCodes: readonly (readonly string[])[] = [
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal',
  'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight',
  'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash',
  'IntlBackslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash',
].map((row) => row.split(' '));

export const keyboardLayouts: readonly KeyboardLayout[] = [
  {
    name: 'us',
    used: 'United States; also Poland, Romania and Latvia',
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'\\", '<zxcvbnm,./'],
    shift: ['~!@#$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:"|', '>ZXCVBNM<>?'],
    altGr: {},
  },
  {
    name: 'gb',
    used: 'United Kingdom and Ireland',
    plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'#", '\\zxcvbnm,./'],
    shift: [' !" $%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:@~', '|ZXCVBNM<>?'],
    altGr: {},
  },
  {
    name: 'de',
    used: 'Germany and Austria',
    plain: [' 1234567890  ', 'qwertzuiop +', 'asdfghjkl  #', '<yxcvbnm,.-'],
    shift: [' !" $%&/()=? ', 'QWERTZUIOP *', "ASDFGHJKL  '", '>YXCVBNM;:_'],
    altGr: { Digit8: '[', Digit9: ']' },
  },
  {
    name: 'ch-de',
    used: 'Switzerland, German',
    plain: [" 1234567890' ", 'qwertzuiop  ', 'asdfghjkl  $', '<yxcvbnm,.-'],
    shift: [' +"* %&/()=? ', 'QWERTZUIOP !', 'ASDFGHJKL   ', '>YXCVBNM;:_'],
    altGr: { Digit9: ']', BracketLeft: '[', BracketRight: ']' },
  },
  {
    name: 'ch-fr',
    used: 'Switzerland and Luxembourg, French',
    plain: [" 1234567890' ", 'qwertzuiop  ', 'asdfghjkl  $', '<yxcvbnm,.-'],
    shift: [' +"* %&/()=? ', 'QWERTZUIOP !', 'ASDFGHJKL   ', '>YXCVBNM;:_'],
    altGr: { Digit9: ']', BracketLeft: '[', BracketRight: ']' },
  },
  {
    name: 'fr',
    used: 'France',
    plain: [' & "\'(- _  )=', 'azertyuiop $', 'qsdfghjklm *', '<wxcvbn,;:!'],
    shift: ['~1234567890 +', 'AZERTYUIOP  ', 'QSDFGHJKLM% ', '>WXCVBN?./ '],
    altGr: { Digit5: '[', Minus: ']' },
  },
  {
    name: 'be',
    used: 'Belgium',
    plain: [' & "\'(  !  )-', 'azertyuiop $', 'qsdfghjklm  ', '<wxcvbn,;:='],
    shift: [' 1234567890 _', 'AZERTYUIOP *', 'QSDFGHJKLM% ', '>WXCVBN?./+'],
    altGr: { Digit8: '[', BracketLeft: '[', BracketRight: ']' },
  },
  {
    name: 'es',
    used: 'Spain',
    plain: [" 1234567890' ", 'qwertyuiop +', 'asdfghjkl   ', '<zxcvbnm,.-'],
    shift: [' !" $%&/()=? ', 'QWERTYUIOP *', 'ASDFGHJKL   ', '>ZXCVBNM;:_'],
    altGr: { Digit8: '[', Digit9: ']', BracketLeft: '[', BracketRight: ']' },
  },
  {
    name: 'pt',
    used: 'Portugal',
    plain: ["\\1234567890' ", 'qwertyuiop+ ', 'asdfghjkl   ', '<zxcvbnm,.-'],
    shift: ['|!"#$%&/()=? ', 'QWERTYUIOP* ', 'ASDFGHJKL   ', '>ZXCVBNM;:_'],
    altGr: { Digit8: '[', Digit9: ']' },
  },
  {
    name: 'it',
    used: 'Italy',
    plain: ["\\1234567890' ", 'qwertyuiop +', 'asdfghjkl   ', '<zxcvbnm,.-'],
    shift: ['|!" $%&/()=?^', 'QWERTYUIOP *', 'ASDFGHJKL   ', '>ZXCVBNM;:_'],
    altGr: { Digit8: '[', Digit9: ']', BracketLeft: '[', BracketRight: ']' },
  },
  {
    name: 'nl',
    used: 'Netherlands',
    plain: ['@1234567890/ ', 'qwertyuiop *', 'asdfghjkl+ <', ']zxcvbnm,.-'],
    shift: [' !"#$%&_()\'? ', 'QWERTYUIOP |', 'ASDFGHJKL  >', '[ZXCVBNM;:='],
    altGr: {},
  },
  {
    name: 'dk',
    used: 'Denmark',
    plain: [' 1234567890+ ', 'qwertyuiop  ', "asdfghjkl  '", '<zxcvbnm,.-'],
    shift: [' !"# %&/()=? ', 'QWERTYUIOP  ', 'ASDFGHJKL  *', '>ZXCVBNM;:_'],
    altGr: { Digit8: '[', Digit9: ']' },
  },
  {
    name: 'no',
    used: 'Norway',
    plain: ['|1234567890+\\', 'qwertyuiop  ', "asdfghjkl  '", '<zxcvbnm,.-'],
    shift: [' !"# %&/()=? ', 'QWERTYUIOP  ', 'ASDFGHJKL  *', '>ZXCVBNM;:_'],
    altGr: { Digit8: '[', Digit9: ']' },
  },
  {
    name: 'se',
    used: 'Sweden and Finland',
    plain: [' 1234567890+ ', 'qwertyuiop  ', "asdfghjkl  '", '<zxcvbnm,.-'],
    shift: [' !"# %&/()=? ', 'QWERTYUIOP  ', 'ASDFGHJKL  *', '>ZXCVBNM;:_'],
    altGr: { Digit8: '[', Digit9: ']' },
  },
  {
    name: 'is',
    used: 'Iceland',
    plain: [' 1234567890 -', "qwertyuiop '", 'asdfghjkl  +', '<zxcvbnm,. '],
    shift: [' !"#$%&/()= _', 'QWERTYUIOP ?', 'ASDFGHJKL  *', '>ZXCVBNM;: '],
    altGr: { Digit8: '[', Digit9: ']' },
  },
  {
    name: 'cz',
    used: 'Czechia',
    plain: [';+         = ', 'qwertzuiop )', 'asdfghjkl   ', '\\yxcvbnm,.-'],
    shift: [' 1234567890% ', 'QWERTZUIOP/(', 'ASDFGHJKL"!\'', '|YXCVBNM?:_'],
    altGr: {
      Digit7: '&',
      Digit8: '*',
      BracketLeft: '[',
      BracketRight: ']',
      KeyF: '[',
      KeyG: ']',
      KeyC: '&',
      Comma: '<',
      Period: '>',
      Slash: '*',
    },
  },
  {
    name: 'sk',
    used: 'Slovakia',
    plain: [';+         = ', 'qwertzuiop  ', 'asdfghjkl   ', '\\yxcvbnm,.-'],
    shift: [' 1234567890% ', 'QWERTZUIOP/(', 'ASDFGHJKL"!)', '|YXCVBNM?:_'],
    altGr: {
      Digit7: '&',
      Digit8: '*',
      BracketLeft: '[',
      BracketRight: ']',
      KeyF: '[',
      KeyG: ']',
      KeyJ: "'",
      Quote: "'",
      KeyC: '&',
      Comma: '<',
      Period: '>',
      Slash: '*',
    },
  },
  {
    name: 'hu',
    used: 'Hungary',
    plain: ['0123456789   ', 'qwertzuiop  ', 'asdfghjkl   ', ' yxcvbnm,.-'],
    shift: [' \'"+!%/=()   ', 'QWERTZUIOP  ', 'ASDFGHJKL   ', ' YXCVBNM?:_'],
    altGr: {
      KeyF: '[',
      KeyG: ']',
      IntlBackslash: '<',
      KeyZ: '>',
      KeyC: '&',
      KeyM: '<',
      Comma: ';',
      Period: '>',
      Slash: '*',
    },
  },
  {
    name: 'hr',
    used: 'Croatia, Slovenia, Serbia (Latin)',
    plain: ["`1234567890'+", 'qwertzuiop  ', 'asdfghjkl   ', '<yxcvbnm,.-'],
    shift: ['~!"#$%&/()=?*', 'QWERTZUIOP  ', 'ASDFGHJKL   ', '>YXCVBNM;:_'],
    altGr: { KeyF: '[', KeyG: ']' },
  },
  {
    name: 'tr',
    used: 'Türkiye, Q',
    plain: ['"1234567890*-', 'qwertyu op  ', 'asdfghjkl i,', '<zxcvbnm  .'],
    shift: [" !'^+%&/()=?_", 'QWERTYUIOP  ', 'ASDFGHJKL  ;', '>ZXCVBNM  :'],
    altGr: { Digit8: '[', Digit9: ']' },
  },
  {
    name: 'ee',
    used: 'Estonia',
    plain: [' 1234567890+ ', 'qwertyuiop  ', "asdfghjkl  '", '<zxcvbnm,.-'],
    shift: [' !"# %&/()=? ', 'QWERTYUIOP  ', 'ASDFGHJKL  *', '>ZXCVBNM;:_'],
    altGr: { Digit8: '[', Digit9: ']' },
  },
  {
    name: 'br',
    used: 'Brazil',
    plain: ["'1234567890-=", 'qwertyuiop [', 'asdfghjkl  ]', '\\zxcvbnm,.;'],
    shift: ['"!@#$% &*()_+', 'QWERTYUIOP {', 'ASDFGHJKL  }', '|ZXCVBNM<>:'],
    altGr: { KeyQ: '/', KeyW: '?' },
  },
  {
    name: 'latam',
    used: 'Latin America',
    plain: ["|1234567890' ", 'qwertyuiop +', 'asdfghjkl {}', '<zxcvbnm,.-'],
    shift: [' !"#$%&/()=? ', 'QWERTYUIOP *', 'ASDFGHJKL []', '>ZXCVBNM;:_'],
    altGr: {},
  },
];
