// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

/// @notice Every status of a unit against everything that can be asked of it: what goes through, what it becomes,
/// and that nothing else changes anything.
contract StateTableTest is LedgerTest {
    uint8 private constant STATUSES = 15;
    uint32 private constant STOCK = 10;
    /// @dev In the table: not allowed.
    uint8 private constant NO = 99;

    /// @dev What units of each status become, in the order of `UnitStatus`:
    /// Active, Supplied, Filled, Opened, Emptied, Irregular, IrregularlyFilled, Locked, Seized, Missing, Exported,
    /// Destroyed, Sampled, FreeSample, Stolen.
    uint8[STATUSES] private table;

    function setUp() public override {
        super.setUp();
        move(MAKER, PHARMACY, 0, STOCK, 0);
    }

    function testDispenseWhole() external {
        table = [1, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_dispenseWhole);
    }

    function testDispensePart() external {
        table = [3, NO, NO, 3, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_dispensePart);
    }

    function testDispenseLastPart() external {
        table = [4, NO, NO, 4, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_dispenseLast);
    }

    /// @dev A report never refuses a fact: it is recorded, and changes the unit only where the pack was there to hand out.
    function testReportSupply() external {
        table = [5, 1, 2, 4, 4, 5, 6, 5, 8, 5, 10, 11, 12, 13, 14];
        _check(_report);
    }

    function testUndo() external {
        table = [NO, 0, 0, 3, 3, 0, 0, NO, NO, NO, 0, NO, 0, 0, NO];
        _check(_undo);
    }

    function testExport() external {
        table = [10, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_export);
    }

    function testDestroy() external {
        table = [11, NO, NO, 11, NO, NO, NO, 11, NO, 11, NO, NO, NO, NO, NO];
        _check(_destroy);
    }

    function testSample() external {
        table = [12, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_sample);
    }

    function testFreeSample() external {
        table = [13, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_freeSample);
    }

    function testStolen() external {
        table = [14, NO, NO, 14, NO, NO, NO, 14, NO, 14, NO, NO, NO, NO, NO];
        _check(_stolen);
    }

    function testLockByHolder() external {
        table = [7, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_lock);
    }

    function testUnlockByHolder() external {
        table = [NO, NO, NO, NO, NO, NO, NO, 0, NO, 0, NO, NO, NO, NO, NO];
        _check(_unlock);
    }

    function testLockByRegulator() external {
        table = [8, NO, NO, NO, NO, NO, NO, 8, NO, NO, NO, NO, NO, NO, NO];
        _check(_seize);
    }

    function testUnlockByRegulator() external {
        table = [NO, NO, NO, NO, NO, NO, NO, 0, 0, 0, NO, NO, NO, NO, NO];
        _check(_free);
    }

    function testReportMissing() external {
        table = [9, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_missing);
    }

    function testShip() external {
        table = [0, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO];
        _check(_ship);
    }

    /* RECALL: what is still possible of a recalled lot, and nothing undoes it */

    function testOfARecalledLotNothingIsSuppliedNorUndone() external {
        for (uint8 status; status < STATUSES; ++status) {
            uint256 before = vm.snapshotState();
            _put(status);
            recallAll();
            same(_dispenseWhole(status), ILotLedger.LotIsRecalled.selector);
            same(_undo(status), ILotLedger.LotIsRecalled.selector);
            same(_export(status), ILotLedger.LotIsRecalled.selector);
            require(uint8(statusOf(0)) == status, 'changed');
            require(vm.revertToState(before), 'state');
        }
    }

    function testUndoIsOverAfterTenDays() external {
        uint8[7] memory statuses = [1, 3, 4, 5, 10, 12, 13];
        for (uint256 i; i < statuses.length; ++i) {
            uint256 before = vm.snapshotState();
            _put(statuses[i]);
            vm.warp(START + 11 days);
            same(_undo(statuses[i]), ILotLedger.UndoWindowOver.selector);
            require(uint8(statusOf(0)) == statuses[i], 'changed');
            vm.warp(START + 10 days);
            same(_undo(statuses[i]), 0);
            require(vm.revertToState(before), 'state');
        }
    }

    /* ONE ROW OF THE TABLE */

    function _check(function(uint8) internal returns (bytes4) act) private {
        for (uint8 status; status < STATUSES; ++status) {
            uint256 before = vm.snapshotState();
            _put(status);
            bytes4 refusal_ = act(status);
            uint8 expected = table[status];
            if (expected == NO) {
                same(refusal_, _reasonOf(status));
                require(uint8(statusOf(0)) == status, 'a refusal changed the unit');
            } else {
                same(refusal_, 0);
                require(uint8(statusOf(0)) == expected, 'another status');
            }
            require(statusOf(1) == ILotLedger.UnitStatus.Active, 'the neighbour changed');
            require(vm.revertToState(before), 'state');
        }
    }

    /// @dev Puts unit 0, in the pharmacy's hands, into this status.
    function _put(uint8 status) private {
        if (status == 1) require(_dispenseWhole(0) == 0, 'supplied');
        else if (status == 2) fill(PHARMACY, 0, 0, 'item', 30);
        else if (status == 3) require(_dispensePart(0) == 0, 'opened');
        else if (status == 4) require(_dispenseLast(0) == 0, 'emptied');
        else if (status == 5) require(_report(0) == 0, 'irregular');
        else if (status == 6) _reportFill();
        else if (status == 7) require(_lock(0) == 0, 'locked');
        else if (status == 8) require(_seize(0) == 0, 'seized');
        else if (status == 9) require(_missing(0) == 0, 'missing');
        else if (status >= 10) require(decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus(status)) == 0, 'gone');
        require(uint8(statusOf(0)) == status, 'put');
    }

    function _reportFill() private {
        bytes32 item = issue('item', ITEM_KEY, 30);
        ILotLedger.ReportItem[] memory items = _reportOf();
        items[0].voucher = 1;
        items[0].quantity = 30;
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 30));
        listen(nodeOf(PHARMACY));
        ledger.reportSupplyMany(items, vouchers);
        require(refusal() == 0, 'reported fill');
    }

    function _reportOf() private returns (ILotLedger.ReportItem[] memory items) {
        items = new ILotLedger.ReportItem[](1);
        items[0].operation = operation();
        items[0].party = PHARMACY;
        items[0].lot = lot;
        items[0].basis = uint8(ILotLedger.SupplyBasis.Emergency);
        items[0].reason = 1;
    }

    function _reasonOf(uint8 status) private pure returns (bytes4) {
        if (status == 0) return ILotLedger.StatusMismatch.selector;
        if (status == 3) return ILotLedger.UnitIsOpened.selector;
        if (status <= 6) return ILotLedger.AlreadySupplied.selector;
        if (status <= 8) return ILotLedger.UnitIsLocked.selector;
        if (status == 9) return ILotLedger.UnitIsMissing.selector;
        return ILotLedger.UnitIsDecommissioned.selector;
    }

    /* THE ACTS */

    function _dispenseWhole(uint8) private returns (bytes4) {
        return dispense(PHARMACY, 0, 0);
    }

    function _dispensePart(uint8) private returns (bytes4) {
        return _portion(uint8(ILotLedger.Portion.Part));
    }

    function _dispenseLast(uint8) private returns (bytes4) {
        return _portion(uint8(ILotLedger.Portion.Last));
    }

    function _portion(uint8 portion) private returns (bytes4) {
        Asked memory item = asked(PHARMACY, 0, 0);
        item.portion = portion;
        return dispense(item);
    }

    function _report(uint8) private returns (bytes4) {
        ILotLedger.ReportItem[] memory items = _reportOf();
        listen(nodeOf(PHARMACY));
        ledger.reportSupplyMany(items, new IPrescriptionLedger.Voucher[](0));
        return refusal();
    }

    function _undo(uint8 status) private returns (bytes4) {
        ILotLedger.UndoItem memory item = undoItem(PHARMACY, 0, 0, ILotLedger.UnitStatus(status));
        if (status == 2 || status == 6) {
            item.item = keccak256(abi.encode(PRESCRIBER, bytes32('item')));
            item.quantity = 30;
            item.day = today;
            item.later = new bytes32[](0);
        }
        return undo(item);
    }

    function _export(uint8) private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Exported);
    }

    function _destroy(uint8) private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Destroyed);
    }

    function _sample(uint8) private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Sampled);
    }

    function _freeSample(uint8) private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.FreeSample);
    }

    function _stolen(uint8) private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Stolen);
    }

    function _lock(uint8) private returns (bytes4) {
        return lock(PHARMACY, 0, 1, 0);
    }

    function _unlock(uint8) private returns (bytes4) {
        return unlock(PHARMACY, 0, 1, 0);
    }

    function _seize(uint8) private returns (bytes4) {
        return lock(REGULATOR, 0, 1, 0);
    }

    function _free(uint8) private returns (bytes4) {
        return unlock(REGULATOR, 0, 1, 0);
    }

    function _missing(uint8) private returns (bytes4) {
        return reportMissing(PHARMACY, 0, 1, 0);
    }

    function _ship(uint8) private returns (bytes4) {
        return ship(PHARMACY, DISTRIBUTOR, 0, 1, 0);
    }
}
