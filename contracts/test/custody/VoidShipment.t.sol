// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract VoidShipmentTest is LedgerTest {
    function testRefusesEverybodyButTheShipper() external {
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(voidShipment(DISTRIBUTOR, 0, 10, 0), ILotLedger.NotHolder.selector);
        by(OUTSIDER);
        same(voidShipment(MAKER, 0, 10, 0), IAuthorised.NotOperator.selector);
        suspend(MAKER);
        same(voidShipment(MAKER, 0, 10, 0), IAuthorised.PartySuspended.selector);
    }

    function testRefusesWhatIsNotInTransit() external {
        same(voidShipment(MAKER, 0, 10, 0), ILotLedger.NotInTransit.selector);
        move(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(voidShipment(MAKER, 0, 10, 0), ILotLedger.NotHolder.selector);
    }

    function testTakesBackFromAReceiverSuspendedSince() external {
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        suspend(DISTRIBUTOR);
        same(voidShipment(MAKER, 0, 10, 0), 0);
        expectHeld(0, 10, MAKER);
        same(ship(MAKER, PHARMACY, 0, 10, 0), 0);
    }

    function testTakesAPartBack(uint32 start, uint32 end) external {
        start = bound(start, 0, 98);
        end = bound(end, start + 1, 99);
        ship(MAKER, DISTRIBUTOR, 0, 99, 0);
        same(voidShipment(MAKER, start, end, 0), 0);
        expectHeld(start, end, MAKER);
        same(receive_(DISTRIBUTOR, start, end, start), ILotLedger.NotReceiver.selector);
    }
}
