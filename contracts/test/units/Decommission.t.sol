// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract DecommissionTest is LedgerTest {
    ILotLedger.UnitStatus private constant STOLEN = ILotLedger.UnitStatus.Stolen;
    ILotLedger.UnitStatus private constant DESTROYED = ILotLedger.UnitStatus.Destroyed;
    ILotLedger.UnitStatus private constant EXPORTED = ILotLedger.UnitStatus.Exported;

    function testRefusesEverybodyButTheHolder() external {
        same(decommission(DISTRIBUTOR, 0, 10, 0, DESTROYED), ILotLedger.NotHolder.selector);
        same(decommission(REGULATOR, 0, 10, 0, DESTROYED), IAuthorised.MissingRole.selector);
        by(OUTSIDER);
        same(decommission(MAKER, 0, 10, 0, DESTROYED), IAuthorised.NotOperator.selector);
        suspend(MAKER);
        same(decommission(MAKER, 0, 10, 0, DESTROYED), IAuthorised.PartySuspended.selector);
    }

    function testRefusesEveryOtherStatus(uint8 status) external {
        vm.assume(status < uint8(EXPORTED) || status > uint8(STOLEN));
        ILotLedger.DecommissionItem[] memory items = new ILotLedger.DecommissionItem[](1);
        items[0] = ILotLedger.DecommissionItem(operation(), MAKER, lot, 0, 10, 0, status);
        listen(NODE);
        ledger.decommissionMany(items);
        same(refusal(), ILotLedger.InvalidCode.selector);
    }

    function testRefusesMoreThan4096Units() external {
        same(decommission(MAKER, 0, 4097, 0, DESTROYED), ILotLedger.RangeTooLarge.selector);
        same(decommission(MAKER, 0, 4096, 0, DESTROYED), 0);
    }

    function testOnlyTheftIsReportedInTransitAndByTheShipper() external {
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(decommission(MAKER, 0, 10, 0, DESTROYED), ILotLedger.InTransit.selector);
        same(decommission(DISTRIBUTOR, 0, 10, 0, STOLEN), ILotLedger.NotHolder.selector);
        same(decommission(MAKER, 2, 5, 0, STOLEN), 0);
        expectTouched(2, 5, MAKER);
        expectShipped(0, 2, MAKER, DISTRIBUTOR);
        expectShipped(5, 10, MAKER, DISTRIBUTOR);
        same(receive_(DISTRIBUTOR, 2, 5, 2), ILotLedger.NotReceiver.selector);
    }

    function testARestrictedLotIsDestroyedOrStolenButNotExported() external {
        recallAll();
        same(decommission(MAKER, 0, 10, 0, EXPORTED), ILotLedger.LotIsRecalled.selector);
        same(decommission(MAKER, 0, 10, 0, DESTROYED), 0);
        same(decommission(MAKER, 10, 20, 10, STOLEN), 0);
    }

    function testNothingGoneGoesAgain() external {
        same(decommission(MAKER, 0, 10, 0, STOLEN), 0);
        same(decommission(MAKER, 0, 10, 0, DESTROYED), ILotLedger.UnitIsDecommissioned.selector);
        same(decommission(MAKER, 0, 10, 0, STOLEN), ILotLedger.UnitIsDecommissioned.selector);
    }

    function testOneUnitThatDoesNotFitRefusesTheRange() external {
        lock(MAKER, 5, 6, 0);
        same(decommission(MAKER, 0, 10, 0, EXPORTED), ILotLedger.StaleHint.selector);
        same(decommission(MAKER, 5, 6, 5, EXPORTED), ILotLedger.UnitIsLocked.selector);
        same(decommission(MAKER, 5, 6, 5, DESTROYED), 0);
    }

    function testOpenedBottlesAndLostUnitsAreDestroyed() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        Asked memory part = asked(PHARMACY, 1, 0);
        part.portion = uint8(ILotLedger.Portion.Part);
        dispense(part);
        same(decommission(PHARMACY, 1, 2, 0, EXPORTED), ILotLedger.UnitIsOpened.selector);
        same(decommission(PHARMACY, 1, 2, 0, DESTROYED), 0);
        reportMissing(PHARMACY, 3, 4, 2);
        same(decommission(PHARMACY, 3, 4, 3, STOLEN), 0);
        dispense(PHARMACY, 5, 4);
        same(decommission(PHARMACY, 5, 6, 4, DESTROYED), ILotLedger.AlreadySupplied.selector);
    }

    function testMarksTheRangeAndNothingBeside(uint32 start, uint32 end, uint8 code, uint8 later) external {
        start = bound(start, 0, 60);
        end = bound(end, start + 1, 70);
        ILotLedger.UnitStatus status = ILotLedger.UnitStatus(bound(code, uint8(EXPORTED), uint8(STOLEN)));
        vm.warp(START + uint256(later) * 1 days);
        same(decommission(MAKER, start, end, 0, status), 0);
        for (uint32 index; index < 80; ++index) {
            (ILotLedger.UnitStatus now_, uint16 day) = ledger.unitOf(lot, index);
            if (start <= index && index < end) require(now_ == status && day == today + later, 'marked');
            else require(now_ == ILotLedger.UnitStatus.Active, 'beside');
        }
        expectTouched(start, end, MAKER);
        if (start > 0) expectHeld(0, start, MAKER);
        expectHeld(end, UNITS, MAKER);
    }
}
