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

    bytes16[] private recalls;
    mapping(uint32 party => uint16 roles) private rolesOf;
    mapping(uint32 party => mapping(address key => uint8 rights)) private rightsBefore;
    Proposed[] private proposals;
    uint256 private attempts;
    uint256 public succeeded;

    struct Proposed {
        bytes16 id;
        /// @dev What would approve it, but for the operation, the regulator and the proposal.
        bytes4 approval;
        bytes content;
    }

    function setUp() public override {
        super.setUp();
        // What somebody had reason to stop.
        suspend(DISPOSER);
        for (uint32 party = 1; party <= PARTIES; ++party) {
            rolesOf[party] = registry.partyOf(party).roles;
            for (uint256 i; i < 4; ++i) rightsBefore[party][keyAt(i)] = rightsOf(party, keyAt(i));
        }
    }

    function active(uint32 party) private view returns (bool) {
        return registry.partyOf(party).standing == IPartyRegistry.Standing.Active;
    }

    function propose(uint256 seed) external {
        seed = mix(seed);
        (bytes4 proposal, bytes4 approval, bytes memory content) = wish(seed >> 64);
        bytes16 id = operation();
        bytes memory head = abi.encode(id, actingParty(seed));
        if (attempt(seed, address(registry), abi.encodePacked(proposal, head, content)))
            proposals.push(Proposed(id, approval, content));
    }

    function approve(uint256 seed) external {
        seed = mix(seed);
        if (proposals.length == 0) return;
        Proposed memory one = proposals[(seed >> 64) % proposals.length];
        bytes memory head = abi.encode(operation(), actingParty(seed), one.id);
        attempt(seed, address(registry), abi.encodePacked(one.approval, head, one.content));
    }

    function retract(uint256 seed) external {
        seed = mix(seed);
        if (proposals.length == 0) return;
        bytes16 id = proposals[(seed >> 64) % proposals.length].id;
        attempt(
            seed,
            address(registry),
            abi.encodeCall(IPartyRegistry.retractOrder, (operation(), actingParty(seed), id))
        );
    }

    function suspendOrWithdraw(uint256 seed) external {
        seed = mix(seed);
        uint32 party = anyParty(seed >> 64);
        uint32 regulator = actingParty(seed);
        bytes memory call_ =
            (seed >> 128) & 1 == 0
                ? abi.encodeCall(IPartyRegistry.withdrawKey, (operation(), regulator, party, anyKey(seed >> 130)))
                : abi.encodeCall(IPartyRegistry.suspend, (operation(), regulator, party));
        attempt(seed, address(registry), call_);
    }

    /// @dev An order that takes two keys; for admissions, whose arguments are not all words, see `admission`.
    function wish(uint256 seed) private pure returns (bytes4, bytes4, bytes memory) {
        uint32 party = anyParty(seed);
        uint256 kind = (seed >> 8) & 3;
        if (kind == 0)
            return (
                IPartyRegistry.proposeRoles.selector,
                IPartyRegistry.approveRoles.selector,
                abi.encode(party, uint16((seed >> 10) & 63))
            );
        if (kind == 1)
            return (
                IPartyRegistry.proposeReinstatement.selector,
                IPartyRegistry.approveReinstatement.selector,
                abi.encode(party)
            );
        return (
            IPartyRegistry.proposeKey.selector,
            IPartyRegistry.approveKey.selector,
            abi.encode(party, anyKey(seed >> 10), uint8((seed >> 32) & 3))
        );
    }

    function admission(uint256 seed) external {
        seed = mix(seed);
        uint16 roles = (seed >> 128) & 1 == 0 ? Roles.REGULATOR : Roles.MANUFACTURER;
        uint32 party = bound(seed >> 130, MORE_PARTIES, MORE_PARTIES + 3);
        IPartyRegistry.KeyGrant[] memory keys = oneKey(anyKey(seed >> 64), uint8((seed >> 140) & 3));
        bytes16 id = operation();
        bytes memory call_ = abi.encodeCall(
            IPartyRegistry.proposeAdmission,
            (id, actingParty(seed), party, 1, roles, bytes32(0), '', keys)
        );
        if (!attempt(seed, address(registry), call_)) return;
        uint256 again = mix(seed);
        call_ = abi.encodeCall(
            IPartyRegistry.approveAdmission,
            (operation(), actingParty(again), id, party, 1, roles, bytes32(0), '', keys)
        );
        attempt(again, address(registry), call_);
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
        require(!active(DISPOSER), 'reinstated with one regulator key');
        for (uint32 party = MORE_PARTIES; party < MORE_PARTIES + 4; ++party) {
            require(registry.partyOf(party).standing == IPartyRegistry.Standing.Unknown, 'admitted with one key');
        }
        for (uint32 party = 1; party <= PARTIES; ++party) {
            require(registry.partyOf(party).roles == rolesOf[party], 'a role from one key');
            for (uint256 i; i < 4; ++i) {
                address key = keyAt(i);
                if (party == REGULATOR && key == REGULATOR_KEY) continue;
                uint8 rights = rightsOf(party, key);
                require(rights == 0 || rights == rightsBefore[party][key], 'a right from one key');
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
        uint32 party = bound(seed & 0xff, 1, PARTIES + 2);
        return party > PARTIES ? MORE_PARTIES + party - PARTIES : party;
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
        selectors[0] = StolenKeyActions.propose.selector;
        selectors[1] = StolenKeyActions.approve.selector;
        selectors[2] = StolenKeyActions.retract.selector;
        selectors[3] = StolenKeyActions.admission.selector;
        selectors[4] = StolenKeyActions.suspendOrWithdraw.selector;
        selectors[5] = StolenKeyActions.proposeRecall.selector;
        selectors[6] = StolenKeyActions.approveRecall.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actions), selectors);
    }

    function invariant_oneStolenKeyOfARegulatorStaysOne() external view {
        actions.check();
    }
}
