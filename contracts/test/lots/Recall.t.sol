// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract RecallTest is LedgerTest {
    function propose(uint32 party, uint32 start, uint32 end) private returns (bytes16 proposal) {
        proposal = operation();
        vm.prank(nodeOf(party));
        ledger.proposeRecall(proposal, party, lot, start, end, 1);
    }

    function approve(address key, uint32 party, bytes16 proposal) private {
        vm.prank(key);
        ledger.approveRecall(operation(), party, proposal);
    }

    function tryApprove(address key, uint32 party, bytes16 proposal, bytes4 expected) private {
        vm.expectRevert(expected);
        approve(key, party, proposal);
    }

    function testOnlyMakerAndRegulatorPropose() external {
        vm.expectRevert(ILotLedger.NotMakerOrRegulator.selector);
        propose(PHARMACY, 0, UNITS);
        vm.expectRevert(ILotLedger.NotMakerOrRegulator.selector);
        propose(OTHER_MAKER, 0, UNITS);
    }

    function testRefusesRangesThatAreNone(uint32 start, uint32 end) external {
        vm.assume(start >= end || end > UNITS);
        vm.expectRevert(ILotLedger.UnknownUnit.selector);
        propose(MAKER, start, end);
    }

    function testRefusesAnOperationIdThatProposedBefore() external {
        bytes16 proposal = propose(MAKER, 0, UNITS);
        vm.expectRevert(ILotLedger.AlreadyProposed.selector);
        vm.prank(NODE);
        ledger.proposeRecall(proposal, MAKER, lot, 0, 10, 1);
    }

    function testAProposalAloneChangesNothing() external {
        propose(MAKER, 0, UNITS);
        require(!ledger.lotOf(lot).recalled, 'recalled');
    }

    function testTakesASecondKeyWithTheRightToApprove() external {
        bytes16 proposal = propose(MAKER, 0, UNITS);
        tryApprove(NODE, MAKER, proposal, IAuthorised.NotOperator.selector);
        tryApprove(OUTSIDER, MAKER, proposal, IAuthorised.NotOperator.selector);
        tryApprove(REGULATOR_KEY, MAKER, proposal, IAuthorised.NotOperator.selector);

        bytes16 own = operation();
        vm.prank(REGULATOR_KEY);
        ledger.proposeRecall(own, REGULATOR, lot, 0, UNITS, 1);
        tryApprove(REGULATOR_KEY, REGULATOR, own, ILotLedger.SameKey.selector);
    }

    function testApprovesOnlyProposalsOfTheSameParty() external {
        bytes16 proposal = propose(MAKER, 0, UNITS);
        tryApprove(REGULATOR_KEY, REGULATOR, proposal, ILotLedger.UnknownProposal.selector);
        tryApprove(MAKER_APPROVER, MAKER, operation(), ILotLedger.UnknownProposal.selector);
    }

    function testARecallIsNotApprovedAsAWithdrawal() external {
        bytes16 proposal = propose(MAKER, 0, 10);
        vm.expectRevert(ILotLedger.UnknownProposal.selector);
        vm.prank(MAKER_APPROVER);
        ledger.approveWithdrawal(operation(), MAKER, proposal);
    }

    function testApprovesOnce() external {
        bytes16 proposal = propose(MAKER, 0, 10);
        approve(MAKER_APPROVER, MAKER, proposal);
        tryApprove(MAKER_APPROVER, MAKER, proposal, ILotLedger.UnknownProposal.selector);
        require(ledger.lotOf(lot).recalledRanges == 1, 'ranges');
    }

    function testRefusesASeventeenthRange() external {
        for (uint32 i; i < 16; ++i) {
            approve(MAKER_APPROVER, MAKER, propose(MAKER, i, i + 1));
        }
        bytes16 proposal = propose(MAKER, 20, 30);
        tryApprove(MAKER_APPROVER, MAKER, proposal, ILotLedger.TooManyRanges.selector);
        approve(MAKER_APPROVER, MAKER, propose(MAKER, 0, UNITS));
    }

    function testRecallsTheWholeLotForGood() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        approve(MAKER_APPROVER, MAKER, propose(MAKER, 0, UNITS));
        require(ledger.lotOf(lot).recalled, 'recalled');
        same(dispense(PHARMACY, 1, 0), ILotLedger.LotIsRecalled.selector);
        vm.expectRevert(ILotLedger.LotIsRecalled.selector);
        propose(MAKER, 0, UNITS);
        vm.expectRevert(ILotLedger.HoldUnchanged.selector);
        vm.prank(NODE);
        ledger.release(operation(), MAKER, lot);
    }

    function testRecallsARangeAndNothingBesideIt(uint32 start, uint32 end, uint32 index) external {
        start = bound(start, 0, 98);
        end = bound(end, start + 1, 99);
        index = bound(index, 0, 99);
        move(MAKER, PHARMACY, 0, 100, 0);
        approve(MAKER_APPROVER, MAKER, propose(MAKER, start, end));
        (uint32 from, uint32 to) = ledger.recalledRangeOf(lot, 0);
        require(from == start && to == end, 'range');
        bool recalled = start <= index && index < end;
        same(dispense(PHARMACY, index, 0), recalled ? ILotLedger.LotIsRecalled.selector : bytes4(0));
    }
}
