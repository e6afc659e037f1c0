// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract ReportMissingTest is LedgerTest {
    function testRefusesThirdParties() external {
        same(reportMissing(DISTRIBUTOR, 0, 10, 0), ILotLedger.NotHolder.selector);
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(reportMissing(PHARMACY, 0, 10, 0), ILotLedger.NotReceiver.selector);
        same(reportMissing(MAKER, 0, 10, 0), ILotLedger.NotReceiver.selector);
        by(OUTSIDER);
        same(reportMissing(DISTRIBUTOR, 0, 10, 0), IAuthorised.NotOperator.selector);
    }

    function testRefusesUnitsThatAreNotActive() external {
        lock(MAKER, 0, 1, 0);
        same(reportMissing(MAKER, 0, 1, 0), ILotLedger.UnitIsLocked.selector);
    }

    function testRefusesMoreThan4096Units() external {
        same(reportMissing(MAKER, 0, 4097, 0), ILotLedger.RangeTooLarge.selector);
        same(reportMissing(MAKER, 0, 4096, 0), 0);
    }

    function testTheReceiversReportLeavesThemWithTheShipper(uint32 start, uint32 end) external {
        start = bound(start, 100, 148);
        end = bound(end, start + 1, 149);
        ship(MAKER, DISTRIBUTOR, 100, 149, 0);
        same(reportMissing(DISTRIBUTOR, start, end, 100), 0);
        expectTouched(start, end, MAKER);
        for (uint32 index = 100; index < 149; ++index) {
            bool missing = start <= index && index < end;
            same(statusOf(index), missing ? ILotLedger.UnitStatus.Missing : ILotLedger.UnitStatus.Active);
        }
        if (start > 100) expectShipped(100, start, MAKER, DISTRIBUTOR);
    }

    function testWhatIsFoundIsActiveAgain() external {
        reportMissing(MAKER, 0, 10, 0);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), ILotLedger.UnitIsMissing.selector);
        same(unlock(MAKER, 0, 10, 0), 0);
        expectHeld(0, 10, MAKER);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), 0);
    }
}
