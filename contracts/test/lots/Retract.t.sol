// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract RetractTest is LedgerTest {
    function propose(uint32 party) private returns (bytes16 proposal) {
        proposal = operation();
        vm.prank(nodeOf(party));
        ledger.proposeRecall(proposal, party, lot, 0, UNITS, 1);
    }

    function retract(address key, uint32 party, bytes16 proposal) private {
        vm.prank(key);
        ledger.retractProposal(operation(), party, proposal);
    }

    function tryRetract(address key, uint32 party, bytes16 proposal, bytes4 expected) private {
        vm.expectRevert(expected);
        retract(key, party, proposal);
    }

    function testOnlyAKeyOfTheSamePartyTakesBack() external {
        bytes16 proposal = propose(MAKER);
        tryRetract(OUTSIDER, MAKER, proposal, IAuthorised.NotOperator.selector);
        tryRetract(REGULATOR_KEY, REGULATOR, proposal, ILotLedger.UnknownProposal.selector);
        tryRetract(NODE, OTHER_MAKER, proposal, ILotLedger.UnknownProposal.selector);
        retract(NODE, MAKER, proposal);
    }

    function testASuspendedPartyTakesNothingBack() external {
        bytes16 proposal = propose(MAKER);
        suspend(MAKER);
        tryRetract(NODE, MAKER, proposal, IAuthorised.PartySuspended.selector);
    }

    function testTakesBackOnceAndNothingThatIsNotProposed() external {
        tryRetract(NODE, MAKER, operation(), ILotLedger.UnknownProposal.selector);
        bytes16 proposal = propose(MAKER);
        retract(NODE, MAKER, proposal);
        tryRetract(NODE, MAKER, proposal, ILotLedger.UnknownProposal.selector);
        vm.expectRevert(ILotLedger.AlreadyProposed.selector);
        vm.prank(NODE);
        ledger.proposeRecall(proposal, MAKER, lot, 0, UNITS, 1);
    }

    function testAnApprovedRecallStays() external {
        bytes16 proposal = propose(MAKER);
        vm.prank(MAKER_APPROVER);
        ledger.approveRecall(operation(), MAKER, proposal);
        tryRetract(NODE, MAKER, proposal, ILotLedger.UnknownProposal.selector);
        require(ledger.lotOf(lot).recalled, 'not recalled');
    }

    function testWhatIsTakenBackIsNotApproved() external {
        bytes16 proposal = propose(MAKER);
        retract(NODE, MAKER, proposal);
        vm.expectRevert(ILotLedger.UnknownProposal.selector);
        vm.prank(MAKER_APPROVER);
        ledger.approveRecall(operation(), MAKER, proposal);
        require(!ledger.lotOf(lot).recalled, 'recalled');
    }

    function testAWithdrawalIsTakenBackLikewise() external {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        ledger.proposeWithdrawal(proposal, REGULATOR, lot, 1);
        retract(REGULATOR_SECOND_KEY, REGULATOR, proposal);
        vm.expectRevert(ILotLedger.UnknownProposal.selector);
        vm.prank(REGULATOR_SECOND_KEY);
        ledger.approveWithdrawal(operation(), REGULATOR, proposal);
    }

    function testSaysWhatWasTakenBack() external {
        bytes16 proposal = propose(MAKER);
        bytes16 id = operation();
        vm.recordLogs();
        vm.prank(NODE);
        ledger.retractProposal(id, MAKER, proposal);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == ILotLedger.ProposalRetracted.selector, 'event');
        require(logs[0].topics[1] == bytes32(id) && logs[0].topics[2] == lot, 'operation and lot');
        require(uint256(logs[0].topics[3]) == MAKER, 'party');
        require(abi.decode(logs[0].data, (bytes16)) == proposal, 'proposal');
    }

    function testTakesBackOneProposalAndNoOther(uint32 start, uint32 end, uint8 which) external {
        start = bound(start, 0, UNITS - 4);
        end = bound(end, start + 1, UNITS - 3);
        bytes16[3] memory proposals;
        for (uint32 i; i < 3; ++i) {
            proposals[i] = operation();
            vm.prank(NODE);
            ledger.proposeRecall(proposals[i], MAKER, lot, start, end + i, 1);
        }
        uint256 taken = which % 3;
        retract(NODE, MAKER, proposals[taken]);
        uint256 recalled;
        for (uint32 i; i < 3; ++i) {
            if (i == taken) vm.expectRevert(ILotLedger.UnknownProposal.selector);
            vm.prank(MAKER_APPROVER);
            ledger.approveRecall(operation(), MAKER, proposals[i]);
            if (i == taken) continue;
            (uint32 from, uint32 to) = ledger.recalledRangeOf(lot, recalled++);
            require(from == start && to == end + i, 'range');
        }
        ILotLedger.Lot memory record = ledger.lotOf(lot);
        require(record.recalledRanges == 2 && !record.recalled, 'ranges');
    }
}
