// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract RejectTest is LedgerTest {
    function testRefusesEverybodyButTheReceiver() external {
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(reject(MAKER, 0, 10, 0), ILotLedger.NotReceiver.selector);
        same(reject(PHARMACY, 0, 10, 0), ILotLedger.NotReceiver.selector);
        by(OUTSIDER);
        same(reject(DISTRIBUTOR, 0, 10, 0), IAuthorised.NotOperator.selector);
    }

    function testRefusesWhatWasReceived() external {
        move(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(reject(DISTRIBUTOR, 0, 10, 0), ILotLedger.NotReceiver.selector);
    }

    function testGivesAPartBackToTheShipper(uint32 start, uint32 end) external {
        start = bound(start, 0, 98);
        end = bound(end, start + 1, 99);
        ship(MAKER, DISTRIBUTOR, 0, 99, 0);
        same(reject(DISTRIBUTOR, start, end, 0), 0);
        expectHeld(start, end, MAKER);
        if (start > 0) expectShipped(0, start, MAKER, DISTRIBUTOR);
        if (end < 99) expectShipped(end, 99, MAKER, DISTRIBUTOR);
    }

    function testGivesBackWhatARegulatorOrdered() external {
        vm.prank(REGULATOR_KEY);
        ledger.reassign(operation(), REGULATOR, lot, 0, 10, 0, DISPOSER);
        same(reject(DISPOSER, 0, 10, 0), 0);
        expectHeld(0, 10, MAKER);
    }
}
