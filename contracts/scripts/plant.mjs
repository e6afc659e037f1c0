// Compiles copies of contracts each of which lacks one check, for test/planted: what an adversary cannot do to a contract
// shows something only if the same adversary can once the check is gone. Nothing of it is ever deployed.
import { compile, settings, sources, writeArtifact } from './solc.mjs';

const CONSENTS = ['src/ConsentRegistry.sol', 'ConsentRegistry'];
const PRESCRIPTIONS = ['src/PrescriptionLedger.sol', 'PrescriptionLedger'];
const LOTS = ['src/LotLedger.sol', 'LotLedger'];

/** Name of the copy, which contract, in which file what stands instead of what. */
const PLANTS = [
  ['ForgetfulConsents', CONSENTS, 'src/ConsentRegistry.sol', 'if (record != 0) {', 'if (false) {'],
  ['TimelessConsents', CONSENTS, 'src/ConsentRegistry.sol', 'if (block.timestamp > deadline)', 'if (false)'],
  ['TrustingConsents', CONSENTS, 'src/ConsentRegistry.sol', ' || signer != controller', ''],
  [
    'EverywhereConsents',
    CONSENTS,
    'src/SignedMessages.sol',
    'block.chainid, address(this)',
    'uint256(1), address(0)',
  ],
  [
    'TrustingPrescriptions',
    PRESCRIPTIONS,
    'src/PrescriptionLedger.sol',
    'if (!proven && !_signed(item.key(), voucher))',
    'if (false)',
  ],
  ['ForgetfulPrescriptions', PRESCRIPTIONS, 'src/PrescriptionLedger.sol', 'used > voucher.upTo || ', ''],
  [
    'GenerousPrescriptions',
    PRESCRIPTIONS,
    'src/PrescriptionLedger.sol',
    'if (quantity > item.remaining())',
    'if (false)',
  ],
  [
    'RewindingPrescriptions',
    PRESCRIPTIONS,
    'src/types/ItemSlot.sol',
    'ItemSlot.unwrap(item) + (quantity << 112)',
    'ItemSlot.unwrap(item) + (quantity << 112) - (quantity << 132)',
  ],
  [
    'EverywherePrescriptions',
    PRESCRIPTIONS,
    'src/SignedMessages.sol',
    'block.chainid, address(this)',
    'uint256(1), address(0)',
  ],
  [
    'HastyLots',
    LOTS,
    'src/Supply.sol',
    'if (status != UnitStatus.Active && !opened) return _statusRefusal(status);',
    `if (status != UnitStatus.Active && !opened) {
      if (prescribed) _charge(order.party(), order.quantity(), 0, vouchers[order.voucher() - 1], false);
      return _statusRefusal(status);
    }`,
  ],
];

for (const [name, [file, contract], where, check, instead] of PLANTS) {
  const planted = sources();
  const { content } = planted[where];
  if (content.split(check).length !== 2)
    throw new Error(`${where} has not one "${check}" for ${name} to lack.`);
  planted[where] = { content: content.replace(check, instead) };
  const outputs = settings.outputSelection['*']['*'];
  const { output, messages } = compile({
    sources: planted,
    settings: {
      ...settings,
      optimizer: { enabled: false },
      outputSelection: { [file]: { [contract]: outputs } },
    },
  });
  // What a check leaves behind when it goes may be warned of.
  const failures = messages.filter(({ severity }) => severity === 'error');
  if (failures.length > 0) throw new Error(failures[0].formattedMessage);
  writeArtifact(name, output[file][contract]);
}
