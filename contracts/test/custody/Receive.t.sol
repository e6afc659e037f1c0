// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract ReceiveTest is LedgerTest {
    function testRefusesEverybodyButTheReceiver() external {
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(receive_(PHARMACY, 0, 10, 0), ILotLedger.NotReceiver.selector);
        same(receive_(MAKER, 0, 10, 0), ILotLedger.NotReceiver.selector);
        by(OTHER_NODE);
        same(receive_(DISTRIBUTOR, 0, 10, 0), IAuthorised.NotOperator.selector);
        suspend(DISTRIBUTOR);
        same(receive_(DISTRIBUTOR, 0, 10, 0), IAuthorised.PartySuspended.selector);
        expectShipped(0, 10, MAKER, DISTRIBUTOR);
    }

    function testRefusesToReceiveTwice() external {
        move(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(receive_(DISTRIBUTOR, 0, 10, 0), ILotLedger.NotReceiver.selector);
    }

    function testRefusesWhatNeverWasShipped() external {
        same(receive_(DISTRIBUTOR, 0, 10, 0), ILotLedger.NotReceiver.selector);
    }

    function testRefusesALotThatMayOnlyGoBack() external {
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        recallAll();
        same(receive_(DISTRIBUTOR, 0, 10, 0), ILotLedger.OnlyToMakerOrDisposer.selector);
        same(reject(DISTRIBUTOR, 0, 10, 0), 0);
        same(ship(MAKER, DISPOSER, 0, 10, 0), 0);
        same(receive_(DISPOSER, 0, 10, 0), 0);
    }

    function testTheMakerTakesARecalledLotBack() external {
        move(MAKER, DISTRIBUTOR, 0, 10, 0);
        recallAll();
        move(DISTRIBUTOR, MAKER, 0, 10, 0);
        expectHeld(0, 10, MAKER);
    }

    function testReceivesAPartOfAShipment(uint32 start, uint32 end) external {
        start = bound(start, 100, 198);
        end = bound(end, start + 1, 199);
        ship(MAKER, DISTRIBUTOR, 100, 199, 0);
        same(receive_(DISTRIBUTOR, start, end, 100), 0);
        expectHeld(start, end, DISTRIBUTOR);
        if (start > 100) expectShipped(100, start, MAKER, DISTRIBUTOR);
        if (end < 199) expectShipped(end, 199, MAKER, DISTRIBUTOR);
    }

    function testJoinsTheLeftNeighbourAtWhichItHints() external {
        move(MAKER, DISTRIBUTOR, 0, 10, 0);
        ship(MAKER, DISTRIBUTOR, 10, 30, 10);
        bytes16 id = operation();
        ILotLedger.RangeItem[] memory items = new ILotLedger.RangeItem[](1);
        items[0] = ILotLedger.RangeItem(id, DISTRIBUTOR, lot, 10, 20, 0);
        listen(NODE);
        ledger.receiveMany(items);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == ILotLedger.Received.selector, 'event');
        require(bytes16(logs[0].topics[1]) == id && logs[0].topics[2] == lot, 'operation and lot');
        require(keccak256(logs[0].data) == keccak256(abi.encode(10, 20, 0)), 'joined');
        expectHeld(0, 20, DISTRIBUTOR);
        expectNoSegment(10);
        expectShipped(20, 30, MAKER, DISTRIBUTOR);
    }

    function testDoesNotJoinAtItsOwnStart() external {
        move(MAKER, DISTRIBUTOR, 0, 10, 0);
        move(MAKER, DISTRIBUTOR, 10, 20, 10);
        expectHeld(0, 10, DISTRIBUTOR);
        expectHeld(10, 20, DISTRIBUTOR);
    }

    function testDoesNotJoinWhatIsAnothersOrTouchedOrInTransit() external {
        ship(MAKER, PHARMACY, 10, 20, 0);
        same(receive_(PHARMACY, 10, 20, 0), 0);
        expectHeld(0, 10, MAKER);
        expectHeld(10, 20, PHARMACY);
        dispense(PHARMACY, 11, 10);
        ship(MAKER, PHARMACY, 20, 30, 20);
        same(receive_(PHARMACY, 20, 30, 10), 0);
        expectTouched(10, 20, PHARMACY);
        expectHeld(20, 30, PHARMACY);
        ship(MAKER, PHARMACY, 30, 40, 30);
        ship(MAKER, PHARMACY, 40, 50, 40);
        same(receive_(PHARMACY, 40, 50, 30), 0);
        expectShipped(30, 40, MAKER, PHARMACY);
        expectHeld(40, 50, PHARMACY);
    }
}
