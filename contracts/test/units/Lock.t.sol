// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract LockTest is LedgerTest {
    function testRefusesThirdParties() external {
        same(lock(DISTRIBUTOR, 0, 10, 0), ILotLedger.NotHolder.selector);
        same(unlock(DISTRIBUTOR, 0, 10, 0), ILotLedger.NotHolder.selector);
        same(lock(PRESCRIBER, 0, 10, 0), IAuthorised.MissingRole.selector);
        by(OUTSIDER);
        same(lock(MAKER, 0, 10, 0), IAuthorised.NotOperator.selector);
        by(NODE);
        same(lock(REGULATOR, 0, 10, 0), IAuthorised.NotOperator.selector);
        suspend(MAKER);
        same(lock(MAKER, 0, 10, 0), IAuthorised.PartySuspended.selector);
        same(unlock(MAKER, 0, 10, 0), IAuthorised.PartySuspended.selector);
    }

    function testRefusesUnitsInTransit() external {
        ship(MAKER, DISTRIBUTOR, 0, 10, 0);
        same(lock(MAKER, 0, 10, 0), ILotLedger.InTransit.selector);
        same(lock(REGULATOR, 0, 10, 0), ILotLedger.InTransit.selector);
    }

    function testRefusesToLockTwiceAndToUnlockWhatIsNot() external {
        same(unlock(MAKER, 0, 10, 0), ILotLedger.StatusMismatch.selector);
        lock(MAKER, 0, 10, 0);
        same(lock(MAKER, 0, 10, 0), ILotLedger.UnitIsLocked.selector);
        same(unlock(MAKER, 0, 11, 0), ILotLedger.StaleHint.selector);
    }

    function testTheHolderCannotLiftTheRegulatorsSeizure() external {
        lock(MAKER, 0, 10, 0);
        same(lock(REGULATOR, 0, 10, 0), 0);
        same(statusOf(3), ILotLedger.UnitStatus.Seized);
        same(unlock(MAKER, 0, 10, 0), ILotLedger.UnitIsLocked.selector);
        same(decommission(MAKER, 0, 10, 0, ILotLedger.UnitStatus.Destroyed), ILotLedger.UnitIsLocked.selector);
        same(unlock(REGULATOR, 0, 10, 0), 0);
        same(statusOf(3), ILotLedger.UnitStatus.Active);
    }

    function testTheRegulatorUnlocksWhatASuspendedHolderLocked() external {
        lock(MAKER, 0, 10, 0);
        suspend(MAKER);
        same(unlock(REGULATOR, 0, 10, 0), 0);
    }

    function testNeverUnlocksWhatIsGone() external {
        decommission(MAKER, 0, 10, 0, ILotLedger.UnitStatus.Stolen);
        same(unlock(MAKER, 0, 10, 0), ILotLedger.UnitIsDecommissioned.selector);
        same(unlock(REGULATOR, 0, 10, 0), ILotLedger.UnitIsDecommissioned.selector);
    }

    function testLocksARangeAndUnlocksAPartOfIt(uint32 start, uint32 end) external {
        start = bound(start, 10, 48);
        end = bound(end, start + 1, 49);
        same(lock(MAKER, 10, 49, 0), 0);
        expectTouched(10, 49, MAKER);
        same(ship(MAKER, DISTRIBUTOR, 10, 49, 10), ILotLedger.UnitIsLocked.selector);
        same(unlock(MAKER, start, end, 10), 0);
        expectHeld(start, end, MAKER);
        for (uint32 index = 10; index < 49; ++index) {
            bool free = start <= index && index < end;
            same(statusOf(index), free ? ILotLedger.UnitStatus.Active : ILotLedger.UnitStatus.Locked);
        }
    }
}
