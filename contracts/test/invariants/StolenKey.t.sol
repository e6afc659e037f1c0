// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

/// @notice A thief who has one of the regulator's keys, with all its rights, a hosting node's key, and as many keys of
/// his own as he likes. What he tries may be refused; what succeeds must not make two regulators' signatures of one.
contract StolenKeyActions is LedgerTest {
    uint32 private constant MORE_PARTIES = 50;

    bytes16[] private proposals;
    bytes16[] private recalls;
    uint32 private admitted;
    uint256 private attempts;
    uint256 public succeeded;

    function changeKey(uint256 seed) external {
        seed = mix(seed);
        bytes memory call_ = abi.encodeCall(
            IPartyRegistry.changeKey,
            (operation(), actingParty(seed), anyParty(seed), anyKey(seed >> 64), uint8((seed >> 128) & 3))
        );
        attempt(seed, address(registry), call_);
    }

    function proposeKey(uint256 seed) external {
        seed = mix(seed);
        bytes16 proposal = operation();
        bytes memory call_ = abi.encodeCall(
            IPartyRegistry.proposeKey,
            (proposal, actingParty(seed), anyParty(seed), anyKey(seed >> 64), uint8((seed >> 128) & 3))
        );
        if (attempt(seed, address(registry), call_)) proposals.push(proposal);
    }

    function approveKey(uint256 seed) external {
        seed = mix(seed);
        if (proposals.length == 0) return;
        bytes16 proposal = proposals[(seed >> 64) % proposals.length];
        attempt(
            seed,
            address(registry),
            abi.encodeCall(IPartyRegistry.approveKey, (operation(), actingParty(seed), proposal))
        );
    }

    function admitParty(uint256 seed) external {
        seed = mix(seed);
        if (admitted == 4) return;
        uint16 roles = (seed >> 128) & 1 == 0 ? Roles.REGULATOR : Roles.MANUFACTURER;
        bytes memory call_ = abi.encodeCall(
            IPartyRegistry.admit,
            (operation(), actingParty(seed), MORE_PARTIES + admitted, 1, roles, bytes32(0), '')
        );
        if (attempt(seed, address(registry), call_)) ++admitted;
    }

    function changeRolesOrStanding(uint256 seed) external {
        seed = mix(seed);
        uint32 party = anyParty(seed >> 64);
        uint32 regulator = actingParty(seed);
        bytes memory call_ =
            (seed >> 128) & 1 == 0
                ? abi.encodeCall(
                    IPartyRegistry.changeRoles,
                    (operation(), regulator, party, uint16((seed >> 130) & 63))
                )
                : (seed >> 129) & 1 == 0
                    ? abi.encodeCall(IPartyRegistry.suspend, (operation(), regulator, party))
                    : abi.encodeCall(IPartyRegistry.reinstate, (operation(), regulator, party));
        attempt(seed, address(registry), call_);
    }

    function proposeRecall(uint256 seed) external {
        seed = mix(seed);
        bytes16 proposal = operation();
        bytes memory call_ = abi.encodeCall(
            ILotLedger.proposeRecall,
            (proposal, anyParty(seed >> 64), lot, 0, UNITS, 1)
        );
        if (attempt(seed, address(ledger), call_)) recalls.push(proposal);
    }

    function approveRecall(uint256 seed) external {
        seed = mix(seed);
        if (recalls.length == 0) return;
        bytes16 proposal = recalls[(seed >> 128) % recalls.length];
        attempt(
            seed,
            address(ledger),
            abi.encodeCall(ILotLedger.approveRecall, (operation(), anyParty(seed >> 64), proposal))
        );
    }

    function check() external view {
        require(!ledger.lotOf(lot).recalled, 'recalled with one regulator key');
        require(rightsOf(REGULATOR, REGULATOR_SECOND_KEY) == 3, 'the other key lost its rights');
        require(rightsOf(REGULATOR, REGULATOR_KEY) == 3, 'the stolen key changed its own rights');
        for (uint32 party = 1; party < MORE_PARTIES + 4; ++party) {
            bool regulator = registry.partyOf(party).roles == Roles.REGULATOR;
            for (uint256 i; i < 4; ++i) {
                address key = keyAt(i);
                if (party == REGULATOR && key == REGULATOR_KEY) continue;
                uint8 rights = rightsOf(party, key);
                require(rights & Roles.APPROVE == 0, 'a right to approve from one key');
                require(rights == 0 || !regulator, 'a right of a regulator from one key');
            }
        }
    }

    function attempt(uint256 seed, address target, bytes memory call_) private returns (bool ok) {
        // Mostly the key that can do most.
        address key = (seed >> 200) & 1 == 0 ? REGULATOR_KEY : keyAt((seed >> 201) & 3);
        vm.prank(key);
        (ok, ) = target.call(call_);
        if (ok) ++succeeded;
    }

    function mix(uint256 seed) private returns (uint256) {
        return uint256(keccak256(abi.encode(seed, attempts++)));
    }

    function keyAt(uint256 i) private pure returns (address) {
        if (i == 0) return REGULATOR_KEY;
        if (i == 1) return NODE;
        return i == 2 ? OUTSIDER : address(0xe1);
    }

    function anyKey(uint256 seed) private pure returns (address) {
        return (seed & 7) == 7 ? REGULATOR_SECOND_KEY : keyAt((seed >> 3) & 3);
    }

    function anyParty(uint256 seed) private pure returns (uint32) {
        uint32 party = bound(seed & 0xff, 1, 7);
        return party > 3 ? MORE_PARTIES + party - 4 : party;
    }

    function actingParty(uint256 seed) private pure returns (uint32) {
        return (seed >> 220) & 3 == 0 ? anyParty(seed >> 222) : REGULATOR;
    }
}

contract StolenKeyTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    StolenKeyActions private actions;

    function setUp() external {
        actions = new StolenKeyActions();
        actions.setUp();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actions);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](7);
        selectors[0] = StolenKeyActions.changeKey.selector;
        selectors[1] = StolenKeyActions.proposeKey.selector;
        selectors[2] = StolenKeyActions.approveKey.selector;
        selectors[3] = StolenKeyActions.admitParty.selector;
        selectors[4] = StolenKeyActions.changeRolesOrStanding.selector;
        selectors[5] = StolenKeyActions.proposeRecall.selector;
        selectors[6] = StolenKeyActions.approveRecall.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actions), selectors);
    }

    function invariant_oneStolenKeyOfARegulatorStaysOne() external view {
        actions.check();
    }
}
