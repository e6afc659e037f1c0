// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract ShipTest is LedgerTest {
    /* Peers let anybody move stock, trust a sender that the caller names, and ask no receiver. */

    function testRefusesAKeyThatIsNotTheHolders() external {
        by(OUTSIDER);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), IAuthorised.NotOperator.selector);
        by(OTHER_NODE);
        same(ship(MAKER, OTHER_PHARMACY, 0, 10, 0), IAuthorised.NotOperator.selector);
        expectHeld(0, UNITS, MAKER);
    }

    function testRefusesAPartyThatDoesNotHold() external {
        same(ship(DISTRIBUTOR, PHARMACY, 0, 10, 0), ILotLedger.NotHolder.selector);
        by(OTHER_NODE);
        same(ship(OTHER_MAKER, PHARMACY, 0, 10, 0), ILotLedger.NotHolder.selector);
    }

    function testRefusesASuspendedShipperAndOneWithoutStock() external {
        suspend(MAKER);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), IAuthorised.PartySuspended.selector);
        same(ship(PRESCRIBER, DISTRIBUTOR, 0, 10, 0), IAuthorised.MissingRole.selector);
        same(ship(REGULATOR, DISTRIBUTOR, 0, 10, 0), IAuthorised.MissingRole.selector);
    }

    function testRefusesAReceiverThatIsNone() external {
        same(ship(MAKER, MAKER, 0, 10, 0), ILotLedger.InvalidReceiver.selector);
        same(ship(MAKER, STRANGER, 0, 10, 0), ILotLedger.InvalidReceiver.selector);
        same(ship(MAKER, PRESCRIBER, 0, 10, 0), ILotLedger.InvalidReceiver.selector);
        same(ship(MAKER, REGULATOR, 0, 10, 0), ILotLedger.InvalidReceiver.selector);
        suspend(DISTRIBUTOR);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), ILotLedger.InvalidReceiver.selector);
    }

    function testRefusesWhatIsNotThere(uint32 start, uint32 end) external {
        vm.assume(start >= end || end > UNITS);
        same(ship(MAKER, DISTRIBUTOR, start, end, 0), ILotLedger.UnknownUnit.selector);
        lot = keccak256('nothing');
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), ILotLedger.UnknownLot.selector);
    }

    function testRefusesWhatIsInTransit() external {
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), 0);
        same(ship(MAKER, PHARMACY, 0, 10, 0), ILotLedger.InTransit.selector);
        same(ship(DISTRIBUTOR, PHARMACY, 0, 10, 0), ILotLedger.NotHolder.selector);
    }

    function testRefusesAHintThatLeadsNowhere(uint32 hint) external {
        vm.assume(hint != 0);
        same(ship(MAKER, DISTRIBUTOR, 100, 200, hint), ILotLedger.StaleHint.selector);
    }

    function testRefusesARangeOverTwoSegments() external {
        same(ship(MAKER, DISTRIBUTOR, 0, 100, 0), 0);
        same(ship(MAKER, DISTRIBUTOR, 50, 150, 0), ILotLedger.StaleHint.selector);
    }

    function testWalksEightSegmentsFromTheHintAndNotNine() external {
        for (uint32 i; i < 9; ++i) same(ship(MAKER, DISTRIBUTOR, i * 10, i * 10 + 10, i * 10), 0);
        same(ship(MAKER, DISTRIBUTOR, 90, 100, 0), ILotLedger.StaleHint.selector);
        same(ship(MAKER, DISTRIBUTOR, 90, 100, 10), 0);
    }

    function testRefusesALotThatMayOnlyGoBack() external {
        move(MAKER, DISTRIBUTOR, 0, 100, 0);
        recallRange(50, 60);
        same(ship(DISTRIBUTOR, PHARMACY, 40, 51, 0), ILotLedger.OnlyToMakerOrDisposer.selector);
        same(ship(DISTRIBUTOR, OTHER_MAKER, 50, 60, 0), ILotLedger.OnlyToMakerOrDisposer.selector);
        same(ship(DISTRIBUTOR, PHARMACY, 40, 50, 0), 0);
        same(ship(DISTRIBUTOR, MAKER, 50, 55, 50), 0);
        same(ship(DISTRIBUTOR, DISPOSER, 55, 60, 55), 0);
    }

    function testRefusesAnExpiredLotFromTheEndOfItsDayEverywhere() external {
        vm.warp((uint256(expiry) + 1) * 1 days + 12 hours - 1);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), 0);
        expire();
        same(ship(MAKER, DISTRIBUTOR, 10, 20, 10), ILotLedger.OnlyToMakerOrDisposer.selector);
        same(ship(MAKER, DISPOSER, 10, 20, 10), 0);
    }

    function testAUnitThatIsNotActiveNeverLeaves() external {
        move(MAKER, PHARMACY, 0, 100, 0);
        dispense(PHARMACY, 17, 0);
        same(ship(PHARMACY, MAKER, 0, 100, 0), ILotLedger.AlreadySupplied.selector);
        same(ship(PHARMACY, MAKER, 17, 18, 0), ILotLedger.AlreadySupplied.selector);
        same(ship(PHARMACY, MAKER, 0, 17, 0), 0);
        same(ship(PHARMACY, MAKER, 18, 100, 17), 0);
        expectTouched(17, 18, PHARMACY);
        // What was found active is untouched again.
        expectShipped(18, 100, PHARMACY, MAKER);
    }

    function testNamesWhatKeepsAUnit() external {
        lock(MAKER, 0, 1, 0);
        same(ship(MAKER, DISTRIBUTOR, 0, 1, 0), ILotLedger.UnitIsLocked.selector);
        reportMissing(MAKER, 1, 2, 1);
        same(ship(MAKER, DISTRIBUTOR, 1, 2, 1), ILotLedger.UnitIsMissing.selector);
        decommission(MAKER, 2, 3, 2, ILotLedger.UnitStatus.Sampled);
        same(ship(MAKER, DISTRIBUTOR, 2, 3, 2), ILotLedger.UnitIsDecommissioned.selector);
        expectHeld(3, UNITS, MAKER);
        same(ship(MAKER, DISTRIBUTOR, 3, UNITS, 3), 0);
    }

    function testScansAtMost4096UnitsOfATouchedSegment() external {
        move(MAKER, PHARMACY, 0, 10_000, 0);
        dispense(PHARMACY, 0, 0);
        same(ship(PHARMACY, MAKER, 1, 4098, 0), ILotLedger.RangeTooLarge.selector);
        same(ship(PHARMACY, MAKER, 1, 4097, 0), 0);
    }

    function testAnItemRefusedDoesNotStopTheOthers() external {
        ILotLedger.ShipItem[] memory items = new ILotLedger.ShipItem[](3);
        items[0] = ILotLedger.ShipItem(operation(), MAKER, DISTRIBUTOR, lot, 0, 10, 0);
        items[1] = ILotLedger.ShipItem(operation(), PHARMACY, DISTRIBUTOR, lot, 10, 20, 0);
        items[2] = ILotLedger.ShipItem(operation(), MAKER, PHARMACY, lot, 20, 30, 0);
        listen(NODE);
        ledger.shipMany(items);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 3, 'one event per item');
        for (uint256 i; i < 3; ++i) require(bytes16(logs[i].topics[1]) == items[i].operation, 'operation');
        require(logs[1].topics[0] == IAuthorised.Refused.selector, 'refused');
        require(uint256(logs[1].topics[2]) == PHARMACY, 'party');
        expectShipped(0, 10, MAKER, DISTRIBUTOR);
        expectHeld(10, 20, MAKER);
        expectShipped(20, 30, MAKER, PHARMACY);
    }

    function testRefuses201ItemsAsAWhole() external {
        vm.expectRevert(IAuthorised.TooManyItems.selector);
        vm.prank(NODE);
        ledger.shipMany(new ILotLedger.ShipItem[](201));
    }

    function testMarksAReturn() external {
        move(MAKER, DISTRIBUTOR, 0, 10, 0);
        ILotLedger.ShipItem[] memory items = new ILotLedger.ShipItem[](1);
        items[0] = ILotLedger.ShipItem(operation(), DISTRIBUTOR, MAKER, lot, 0, 10, 0);
        listen(NODE);
        ledger.returnToMany(items);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs[0].topics[0] == ILotLedger.Shipped.selector, 'event');
        require(keccak256(logs[0].data) == keccak256(abi.encode(MAKER, 0, 10, true)), 'returned');
        expectShipped(0, 10, DISTRIBUTOR, MAKER);
    }

    function testShipsARangeAndLeavesTheRest(uint32 start, uint32 end) external {
        start = bound(start, 0, UNITS - 1);
        end = bound(end, start + 1, UNITS);
        bytes16 id = operation();
        ILotLedger.ShipItem[] memory items = new ILotLedger.ShipItem[](1);
        items[0] = ILotLedger.ShipItem(id, MAKER, DISTRIBUTOR, lot, start, end, 0);
        listen(NODE);
        ledger.shipMany(items);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == ILotLedger.Shipped.selector, 'event');
        require(bytes16(logs[0].topics[1]) == id && logs[0].topics[2] == lot, 'operation and lot');
        require(uint256(logs[0].topics[3]) == MAKER, 'shipper');
        require(keccak256(logs[0].data) == keccak256(abi.encode(DISTRIBUTOR, start, end, false)), 'data');
        expectShipped(start, end, MAKER, DISTRIBUTOR);
        if (start > 0) expectHeld(0, start, MAKER);
        if (end < UNITS) expectHeld(end, UNITS, MAKER);
    }
}
