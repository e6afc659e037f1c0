// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract ReassignTest is LedgerTest {
    function reassign(uint32 start, uint32 end, uint32 hint, uint32 receiver) private {
        vm.prank(REGULATOR_KEY);
        ledger.reassign(operation(), REGULATOR, lot, start, end, hint, receiver);
    }

    function tryReassign(uint32 start, uint32 end, uint32 hint, uint32 receiver, bytes4 expected) private {
        vm.expectRevert(expected);
        reassign(start, end, hint, receiver);
    }

    function testRefusesEverybodyButARegulator() external {
        vm.expectRevert(IAuthorised.MissingRole.selector);
        vm.prank(NODE);
        ledger.reassign(operation(), MAKER, lot, 0, 10, 0, DISPOSER);
        vm.expectRevert(IAuthorised.NotOperator.selector);
        vm.prank(NODE);
        ledger.reassign(operation(), REGULATOR, lot, 0, 10, 0, DISPOSER);
    }

    function testRefusesReceiversThatMayHoldNoStock() external {
        tryReassign(0, 10, 0, PRESCRIBER, ILotLedger.InvalidReceiver.selector);
        tryReassign(0, 10, 0, STRANGER, ILotLedger.InvalidReceiver.selector);
        tryReassign(0, 10, 0, MAKER, ILotLedger.InvalidReceiver.selector);
        suspend(DISPOSER);
        tryReassign(0, 10, 0, DISPOSER, ILotLedger.InvalidReceiver.selector);
    }

    function testRefusesWhatIsNotThere() external {
        tryReassign(0, UNITS + 1, 0, DISPOSER, ILotLedger.UnknownUnit.selector);
        tryReassign(0, 10, 5, DISPOSER, ILotLedger.StaleHint.selector);
    }

    function testRefusesUnitsThatAreNotActive() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        dispense(PHARMACY, 3, 0);
        tryReassign(0, 10, 0, DISPOSER, ILotLedger.AlreadySupplied.selector);
        reassign(4, 10, 0, DISPOSER);
    }

    function testOrdersTheStockOfASuspendedPartyAwayInTwoSteps() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        suspend(PHARMACY);
        reassign(0, 10, 0, OTHER_PHARMACY);
        expectSegment(0, 10, PHARMACY, OTHER_PHARMACY, ILotLedger.SegmentState.Ordered, false);
        same(receive_(OTHER_PHARMACY, 0, 10, 0), 0);
        expectHeld(0, 10, OTHER_PHARMACY);
    }

    function testOrdersARecalledLotAnywhere() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        recallAll();
        same(ship(PHARMACY, DISTRIBUTOR, 0, 10, 0), ILotLedger.OnlyToMakerOrDisposer.selector);
        reassign(0, 10, 0, DISTRIBUTOR);
        same(receive_(DISTRIBUTOR, 0, 10, 0), 0);
        expectHeld(0, 10, DISTRIBUTOR);
    }

    function testAnOrderOverridesAShipmentAndIsNotVoided() external {
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        reassign(0, 10, 0, DISPOSER);
        same(voidShipment(MAKER, 0, 10, 0), ILotLedger.NotInTransit.selector);
        same(receive_(DISTRIBUTOR, 0, 10, 0), ILotLedger.NotReceiver.selector);
        same(receive_(DISPOSER, 0, 10, 0), 0);
    }

    function testOrdersARangeAwayAndLeavesTheRest(uint32 start, uint32 end, uint8 to) external {
        start = bound(start, 0, UNITS - 1);
        end = bound(end, start + 1, UNITS);
        uint32 receiver = [OTHER_MAKER, DISTRIBUTOR, PHARMACY, OTHER_PHARMACY, DISPOSER][to % 5];
        reassign(start, end, 0, receiver);
        expectSegment(start, end, MAKER, receiver, ILotLedger.SegmentState.Ordered, false);
        if (start > 0) expectHeld(0, start, MAKER);
        if (end < UNITS) expectHeld(end, UNITS, MAKER);
        same(receive_(receiver, start, end, start), 0);
        expectHeld(start, end, receiver);
        if (start > 0) expectHeld(0, start, MAKER);
        if (end < UNITS) expectHeld(end, UNITS, MAKER);
    }
}
