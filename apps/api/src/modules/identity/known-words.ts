const words = (text: string): string[] => text.trim().split(/\s+/);

/**
 * What guessers try first, put together for this product: words for secrets and accounts, names, seasons, sports,
 * places of keys, and the words of our own trade, in the languages of the portal. Lower case, letters and digits.
 */
const WORDS = words(`
  password passwort passwd passcode passphrase pass motdepasse mdp kennwort geheim geheimnis secret secrets
  default changeme change temp temporary initial test testing tester demo sample example beispiel exemple guest gast
  invite user username benutzer utilisateur login logon signin anmelden anmeldung connexion admin administrator
  administrateur root superuser super master service system server computer internet web website online network
  office account konto compte welcome willkommen bienvenue hello hallo bonjour salut letmein openup access zugang
  acces trustno trust nobody somebody nothing whatever blank none null unknown security sicherheit securite secure
  sicher strong stark fort
  custodia medicine medicines medication medikament medikamente medicament medicaments drug drugs pharma pharmacy
  pharmacies pharmacist apotheke apotheker pharmacie pharmacien hospital krankenhaus hopital clinic klinik clinique
  doctor doktor arzt docteur medecin patient patients nurse health gesundheit sante recall batch charge serial
  counter plant warehouse lager supply ledger blockchain regulator authority
  qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdf asdfgh asdfghjkl qsdfghjklm zxcv zxcvbn zxcvbnm yxcvbnm
  qazwsx wsxedc rfvtgb qweasd qweasdzxc
  iloveyou loveyou love lover liebe amour jetaime ichliebedich baby babygirl angel engel sunshine princess prinzessin
  princesse prince prinz king koenig queen sweet sweetheart schatz cherie honey darling friend friends freund family
  familie famille mother mutter mama maman father vater papa sister brother happy forever
  dragon monkey tiger lion bear eagle falcon panther wolf horse dog hund chien cat katze chat kitty bunny rabbit
  shadow phoenix butterfly dolphin snoopy pokemon batman superman spiderman starwars matrix gandalf hobbit naruto
  minecraft fortnite hunter ranger ninja warrior killer hacker legend genius champion winner lucky magic diamond gold
  silver platinum freedom liberty peace america england deutschland germany france schweiz suisse europe london
  paris berlin madrid boston chelsea arsenal liverpool manchester united barcelona realmadrid juventus bayern
  bayernmunchen borussia dortmund schalke football fussball soccer baseball basketball hockey golf tennis yankees
  cowboys lakers steelers
  spring fruhling printemps summer sommer ete autumn fall herbst automne winter hiver
  january februar february march april june july august september october november december januar marz juni juli
  oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
  monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag
  sonntag lundi mardi mercredi jeudi vendredi samedi dimanche
  michael jennifer jessica ashley daniel thomas charlie andrew joshua robert matthew anthony william jordan
  alexander nicole michelle elizabeth stephanie samantha patrick richard christian sebastian stefan andreas
  martin peter klaus julia anna laura sarah marie pierre nicolas julien camille
  google facebook apple microsoft windows samsung amazon linux android iphone twitter instagram whatsapp youtube
  mercedes porsche ferrari corvette mustang harley yamaha
  correcthorsebatterystaple thisisapassword mypassword mypasswordis ihatepasswords nopassword thequickbrownfox
  theanswer maytheforcebewithyou tobeornottobe loremipsum
  the and for you your mein dein mon ma mes my is it this that der die das ist une des les
`);

/** Longest first: `qwertyuiop` is one word, not `qwerty` and something else. */
export const KNOWN_WORDS: readonly string[] = [...new Set(WORDS)].sort((a, b) => b.length - a.length);
