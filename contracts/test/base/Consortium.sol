// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAnchorLog} from '../../src/interfaces/IAnchorLog.sol';
import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {IConsentRegistry} from '../../src/interfaces/IConsentRegistry.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {Vm} from './Vm.sol';

/// @notice The contracts, parties with their keys, and what a call said.
abstract contract Consortium {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    uint256 internal constant START = 1_800_000_000; // a day in January 2027

    uint32 internal constant REGULATOR = 1;
    uint32 internal constant MAKER = 2;
    uint32 internal constant OTHER_MAKER = 3;
    uint32 internal constant DISTRIBUTOR = 4;
    uint32 internal constant PHARMACY = 5;
    uint32 internal constant OTHER_PHARMACY = 6;
    uint32 internal constant PRESCRIBER = 7;
    uint32 internal constant DISPOSER = 8;
    uint32 internal constant STRANGER = 99;
    /// @dev The ids up to this one are taken.
    uint32 internal constant PARTIES = 8;

    address internal constant REGULATOR_KEY = address(0xa1);
    address internal constant REGULATOR_SECOND_KEY = address(0xa2);
    /// @dev Operates for every party but the regulator, as a hosting node's key does.
    address internal constant NODE = address(0xb1);
    address internal constant MAKER_APPROVER = address(0xb2);
    /// @dev Operates for the other maker and the other pharmacy alone.
    address internal constant OTHER_NODE = address(0xc1);
    address internal constant OUTSIDER = address(0xd1);

    IPartyRegistry internal registry;
    ILotLedger internal ledger;
    IPrescriptionLedger internal prescriptions;
    IAnchorLog internal anchors;
    IConsentRegistry internal consents;
    uint16 internal today;
    uint128 private operations;
    address private actor;

    /// @dev Anew, at `START`, with the regulator as its only party.
    function deploy() internal {
        vm.warp(START);
        today = uint16(START / 1 days);
        address[] memory keys = new address[](2);
        keys[0] = REGULATOR_KEY;
        keys[1] = REGULATOR_SECOND_KEY;
        registry = IPartyRegistry(create('PartyRegistry', abi.encode(REGULATOR, 9999999999994, keys)));
        // The lot ledger is created next but one.
        address ledgerAddress = futureAddress(3);
        prescriptions = IPrescriptionLedger(create('PrescriptionLedger', abi.encode(registry, ledgerAddress)));
        ledger = ILotLedger(create('LotLedger', abi.encode(registry, prescriptions)));
        require(address(ledger) == ledgerAddress, 'address');
        anchors = IAnchorLog(create('AnchorLog', abi.encode(registry)));
        consents = IConsentRegistry(create('ConsentRegistry', ''));
    }

    /// @dev The bytecode that scripts/compile.mjs made, which is the one that is deployed.
    function create(string memory name, bytes memory arguments) internal returns (address created) {
        bytes memory code = vm.getCode(string.concat('cache/artifacts/', name, '.json'));
        bytes memory input = abi.encodePacked(code, arguments);
        assembly ('memory-safe') {
            created := create(0, add(input, 32), mload(input))
        }
        require(created != address(0), name);
    }

    /* PARTIES */

    function admit(uint32 party, uint16 roles, address key) internal {
        IPartyRegistry.KeyGrant[] memory keys = oneKey(key, Roles.OPERATE);
        uint64 gln = 4000000000000 + party;
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeAdmission(proposal, REGULATOR, party, gln, roles, bytes32(0), '', keys);
        bytes16 approval = operation();
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveAdmission(approval, REGULATOR, proposal, party, gln, roles, bytes32(0), '', keys);
    }

    function oneKey(address key, uint8 rights) internal pure returns (IPartyRegistry.KeyGrant[] memory keys) {
        keys = new IPartyRegistry.KeyGrant[](1);
        keys[0] = IPartyRegistry.KeyGrant(key, rights);
    }

    /// @dev With both keys of the regulator.
    function grant(uint32 party, address key, uint8 rights) internal {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeKey(proposal, REGULATOR, party, key, rights);
        bytes16 approval = operation();
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveKey(approval, REGULATOR, proposal, party, key, rights);
    }

    /// @dev With one key of the regulator.
    function withdraw(uint32 party, address key) internal {
        bytes16 id = operation();
        vm.prank(REGULATOR_KEY);
        registry.withdrawKey(id, REGULATOR, party, key);
    }

    function rightsOf(uint32 party, address key) internal view returns (uint8 rights) {
        (, rights, ) = registry.authority(party, key);
    }

    function suspend(uint32 party) internal {
        vm.prank(REGULATOR_KEY);
        registry.suspend(operation(), REGULATOR, party);
    }

    function reinstate(uint32 party) internal {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeReinstatement(proposal, REGULATOR, party);
        bytes16 approval = operation();
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveReinstatement(approval, REGULATOR, proposal, party);
    }

    function nodeOf(uint32 party) internal pure returns (address) {
        if (party == REGULATOR) return REGULATOR_KEY;
        return party == OTHER_MAKER || party == OTHER_PHARMACY ? OTHER_NODE : NODE;
    }

    /* WHAT HAPPENED */

    /// @notice The next call is made by this key instead of the party's own.
    function by(address key) internal {
        actor = key;
    }

    /// @notice The next call is made by `sender`, and its events are kept.
    function listen(address sender) internal {
        vm.recordLogs();
        vm.prank(actor == address(0) ? sender : actor);
        actor = address(0);
    }

    /// @notice The reason of the only event if it is a refusal, 0 if it is a result.
    function refusal() internal returns (bytes4) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1, 'one event per item');
        if (logs[0].topics[0] != IAuthorised.Refused.selector) return 0;
        return abi.decode(logs[0].data, (bytes4));
    }

    function operation() internal returns (bytes16) {
        return bytes16(keccak256(abi.encode(++operations)));
    }

    function same(bytes4 actual, bytes4 expected) internal pure {
        require(actual == expected, string.concat('refusal ', text(actual), ' instead of ', text(expected)));
    }

    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint32) {
        return uint32(low + (value % (high - low + 1)));
    }

    function text(bytes4 selector) private pure returns (string memory) {
        bytes memory digits = '0123456789abcdef';
        bytes memory out = new bytes(8);
        for (uint256 i; i < 8; ++i) {
            out[i] = digits[(uint32(selector) >> (28 - 4 * i)) & 15];
        }
        return string(out);
    }

    /// @dev The address of this contract's creation with a nonce below 128.
    function futureAddress(uint8 nonce) private view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex'd694', address(this), nonce)))));
    }
}
