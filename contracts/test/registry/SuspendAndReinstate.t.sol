// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract SuspendAndReinstateTest is LedgerTest {
    bytes16 private constant ID = 'refused';

    function trySuspend(address key, uint32 regulator, uint32 party, bytes4 expected) private {
        vm.expectRevert(expected);
        vm.prank(key);
        registry.suspend(operation(), regulator, party);
    }

    function testRefusesEverybodyButARegulator() external {
        trySuspend(OUTSIDER, REGULATOR, PHARMACY, IPartyRegistry.NotOperator.selector);
        trySuspend(NODE, MAKER, PHARMACY, IPartyRegistry.MissingRole.selector);
        suspend(PHARMACY);
        vm.expectRevert(IPartyRegistry.MissingRole.selector);
        vm.prank(NODE);
        registry.proposeReinstatement(operation(), MAKER, PHARMACY);
    }

    function testRefusesARegulatorThatSuspendsItself() external {
        trySuspend(REGULATOR_KEY, REGULATOR, REGULATOR, IPartyRegistry.NotOnOneself.selector);
    }

    function testRefusesAnUnknownPartyAndAWrongStanding() external {
        trySuspend(REGULATOR_KEY, REGULATOR, STRANGER, IPartyRegistry.UnknownParty.selector);
        vm.expectRevert(IPartyRegistry.WrongStanding.selector);
        vm.prank(REGULATOR_KEY);
        registry.proposeReinstatement(operation(), REGULATOR, PHARMACY);
        suspend(PHARMACY);
        trySuspend(REGULATOR_KEY, REGULATOR, PHARMACY, IPartyRegistry.WrongStanding.selector);
    }

    function testASuspendedPartyChangesNothing() external {
        suspend(MAKER);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), IAuthorised.PartySuspended.selector);
        same(lock(MAKER, 0, 10, 0), IAuthorised.PartySuspended.selector);
        vm.expectRevert(IAuthorised.PartySuspended.selector);
        vm.prank(NODE);
        ledger.hold(operation(), MAKER, lot);
        vm.expectRevert(IPartyRegistry.PartySuspended.selector);
        vm.prank(NODE);
        registry.changeProfile(operation(), MAKER, bytes32(0), '');
        expectHeld(0, UNITS, MAKER);
    }

    function testAProposalAloneReinstatesNobody() external {
        suspend(MAKER);
        vm.prank(REGULATOR_KEY);
        registry.proposeReinstatement(operation(), REGULATOR, MAKER);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), IAuthorised.PartySuspended.selector);
    }

    function testASecondApprovalFindsThePartyReinstated() external {
        suspend(MAKER);
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeReinstatement(proposal, REGULATOR, MAKER);
        reinstate(MAKER);
        vm.expectRevert(IPartyRegistry.WrongStanding.selector);
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveReinstatement(operation(), REGULATOR, proposal, MAKER);
    }

    function testAReinstatedPartyActsAgain() external {
        suspend(MAKER);
        reinstate(MAKER);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), 0);
    }

    function testFollowsAnyOrderOfSuspensions(uint16[12] calldata steps) external {
        IPartyRegistry.Party[] memory expected = new IPartyRegistry.Party[](PARTIES + 1);
        for (uint32 i = 1; i <= PARTIES; ++i) expected[i] = registry.partyOf(i);
        for (uint256 step; step < steps.length; ++step) {
            uint32 party = bound(steps[step] >> 1, MAKER, PARTIES);
            bool away = steps[step] & 1 == 1;
            IPartyRegistry.Standing next = away ? IPartyRegistry.Standing.Suspended : IPartyRegistry.Standing.Active;
            if (expected[party].standing == next) {
                vm.expectRevert(IPartyRegistry.WrongStanding.selector);
                vm.prank(REGULATOR_KEY);
                if (away) registry.suspend(ID, REGULATOR, party);
                else registry.proposeReinstatement(ID, REGULATOR, party);
            } else if (away) suspend(party);
            else reinstate(party);
            expected[party].standing = next;
            for (uint32 i = 1; i <= PARTIES; ++i) {
                require(keccak256(abi.encode(registry.partyOf(i))) == keccak256(abi.encode(expected[i])), 'party');
            }
        }
    }
}
