// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract WithdrawTest is LedgerTest {
    function testOnlyMakerAndRegulatorPropose() external {
        vm.expectRevert(ILotLedger.NotMakerOrRegulator.selector);
        vm.prank(NODE);
        ledger.proposeWithdrawal(operation(), PHARMACY, lot, 1);
    }

    function testTakesTwoKeys() external {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        ledger.proposeWithdrawal(proposal, REGULATOR, lot, 1);
        require(!ledger.lotOf(lot).withdrawn, 'withdrawn');
        vm.expectRevert(ILotLedger.SameKey.selector);
        vm.prank(REGULATOR_KEY);
        ledger.approveWithdrawal(operation(), REGULATOR, proposal);
        vm.expectRevert(ILotLedger.UnknownProposal.selector);
        vm.prank(REGULATOR_SECOND_KEY);
        ledger.approveRecall(operation(), REGULATOR, proposal);
    }

    function testAMakerUsesItsOwnSecondKey() external {
        bytes16 proposal = operation();
        vm.prank(NODE);
        ledger.proposeWithdrawal(proposal, MAKER, lot, 1);
        vm.expectRevert(IAuthorised.NotOperator.selector);
        vm.prank(NODE);
        ledger.approveWithdrawal(operation(), MAKER, proposal);
        vm.prank(MAKER_APPROVER);
        ledger.approveWithdrawal(operation(), MAKER, proposal);
        require(ledger.lotOf(lot).withdrawn, 'withdrawn');
    }

    function testAWithdrawnLotIsSuppliedNoMore() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        withdrawLot();
        same(dispense(PHARMACY, 1, 0), ILotLedger.LotIsWithdrawn.selector);
        same(ship(MAKER, DISTRIBUTOR, 10, 20, 10), ILotLedger.OnlyToMakerOrDisposer.selector);
        vm.expectRevert(ILotLedger.LotIsWithdrawn.selector);
        vm.prank(REGULATOR_KEY);
        ledger.proposeWithdrawal(operation(), REGULATOR, lot, 1);
    }

    function testWithdrawsForGoodAndChangesNothingElse(bool byRegulator, uint8 reason, uint16 days_) external {
        (uint32 party, address second) = byRegulator ? (REGULATOR, REGULATOR_SECOND_KEY) : (MAKER, MAKER_APPROVER);
        vm.warp(START + uint256(bound(days_, 0, 730)) * 1 days);
        ILotLedger.Lot memory expected = ledger.lotOf(lot);
        bytes16 proposal = operation();
        vm.prank(nodeOf(party));
        ledger.proposeWithdrawal(proposal, party, lot, reason);
        require(keccak256(abi.encode(ledger.lotOf(lot))) == keccak256(abi.encode(expected)), 'proposed only');
        vm.prank(second);
        ledger.approveWithdrawal(operation(), party, proposal);

        expected.withdrawn = true;
        require(keccak256(abi.encode(ledger.lotOf(lot))) == keccak256(abi.encode(expected)), 'lot');
        expectHeld(0, UNITS, MAKER);
        vm.expectRevert(ILotLedger.UnknownProposal.selector);
        vm.prank(second);
        ledger.approveWithdrawal(operation(), party, proposal);
    }
}
