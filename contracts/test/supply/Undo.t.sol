// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract UndoTest is LedgerTest {
    uint32 private constant STOCK = 100;
    ILotLedger.UnitStatus private constant SUPPLIED = ILotLedger.UnitStatus.Supplied;
    ILotLedger.UnitStatus private constant FILLED = ILotLedger.UnitStatus.Filled;

    function setUp() public override {
        super.setUp();
        move(MAKER, PHARMACY, 0, STOCK, 0);
    }

    function undo(uint32 party, uint32 index, ILotLedger.UnitStatus status) private returns (bytes4) {
        return undo(undoItem(party, index, 0, status));
    }

    /// @dev The undo of a unit filled today, as the item's fill after `before` and ahead of `later`.
    function undoFill(
        uint32 index,
        bytes32 item,
        uint32 quantity,
        uint72 before,
        bytes32[] memory later
    ) private returns (ILotLedger.UndoItem memory asked_) {
        asked_ = undoItem(PHARMACY, index, 0, FILLED);
        asked_.item = item;
        asked_.quantity = quantity;
        asked_.day = today;
        asked_.before = before;
        asked_.later = later;
    }

    function fillOf(uint32 index, uint32 quantity) private view returns (bytes32) {
        return keccak256(abi.encodePacked(lot, index, PHARMACY, quantity, today));
    }

    function chain(uint72 fills, bytes32 fill_) private pure returns (uint72) {
        return uint72(uint256(keccak256(abi.encodePacked(fills, fill_))));
    }

    /* WHO */

    function testRefusesEverybodyButTheHolder() external {
        dispense(PHARMACY, 1, 0);
        same(undo(OTHER_PHARMACY, 1, SUPPLIED), ILotLedger.NotHolder.selector);
        same(undo(MAKER, 1, SUPPLIED), ILotLedger.NotHolder.selector);
        same(undo(REGULATOR, 1, SUPPLIED), IAuthorised.MissingRole.selector);
        by(OUTSIDER);
        same(undo(PHARMACY, 1, SUPPLIED), IAuthorised.NotOperator.selector);
        suspend(PHARMACY);
        same(undo(PHARMACY, 1, SUPPLIED), IAuthorised.PartySuspended.selector);
    }

    /* WHAT */

    function testRefusesAUnitThatWasNotSupplied() external {
        same(undo(PHARMACY, 1, ILotLedger.UnitStatus.Active), ILotLedger.StatusMismatch.selector);
        same(undo(PHARMACY, 1, SUPPLIED), ILotLedger.StatusMismatch.selector);
        same(undo(PHARMACY, UNITS, SUPPLIED), ILotLedger.UnknownUnit.selector);
    }

    function testRefusesAnotherStatusThanTheUnitHas() external {
        decommission(PHARMACY, 1, 2, 0, ILotLedger.UnitStatus.Exported);
        same(undo(PHARMACY, 1, SUPPLIED), ILotLedger.StatusMismatch.selector);
    }

    function testNeverUndoesTheftDestructionLocksAndLosses() external {
        decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Stolen);
        same(undo(PHARMACY, 0, ILotLedger.UnitStatus.Stolen), ILotLedger.UnitIsDecommissioned.selector);
        decommission(PHARMACY, 1, 2, 1, ILotLedger.UnitStatus.Destroyed);
        same(undo(PHARMACY, 1, ILotLedger.UnitStatus.Destroyed), ILotLedger.UnitIsDecommissioned.selector);
        lock(PHARMACY, 2, 3, 2);
        same(undo(PHARMACY, 2, ILotLedger.UnitStatus.Locked), ILotLedger.UnitIsLocked.selector);
        reportMissing(PHARMACY, 3, 4, 3);
        same(undo(PHARMACY, 3, ILotLedger.UnitStatus.Missing), ILotLedger.UnitIsMissing.selector);
    }

    function testRefusesAfterRecallWithdrawalAndExpiry() external {
        dispense(PHARMACY, 1, 0);
        dispense(PHARMACY, 50, 0);
        recallRange(0, 10);
        same(undo(PHARMACY, 1, SUPPLIED), ILotLedger.LotIsRecalled.selector);
        same(undo(PHARMACY, 50, SUPPLIED), 0);
        dispense(PHARMACY, 50, 0);
        withdrawLot();
        same(undo(PHARMACY, 50, SUPPLIED), ILotLedger.LotIsWithdrawn.selector);
    }

    function testRefusesOnceTheLotIsExpired() external {
        vm.warp(uint256(expiry) * 1 days);
        dispense(PHARMACY, 1, 0);
        expire();
        same(undo(PHARMACY, 1, SUPPLIED), ILotLedger.LotIsExpired.selector);
    }

    function testTheWindowIsTenDays(uint8 later, uint8 age) external {
        uint256 start = START + uint256(bound(later, 0, 200)) * 1 days;
        uint256 passed = bound(age, 0, 30);
        vm.warp(start);
        dispense(PHARMACY, 1, 0);
        vm.warp(start + passed * 1 days);
        same(undo(PHARMACY, 1, SUPPLIED), passed > 10 ? ILotLedger.UndoWindowOver.selector : bytes4(0));
    }

    function testALotTooOldToCountDaysIsNotUndone() external {
        expiry = today + 5000;
        lot = registerLot(MAKER, keccak256('long lived'), STOCK);
        move(MAKER, PHARMACY, 0, STOCK, 0);
        vm.warp(START + 4094 days);
        dispense(PHARMACY, 1, 0);
        same(undo(PHARMACY, 1, SUPPLIED), 0);
        vm.warp(START + 4095 days);
        dispense(PHARMACY, 2, 0);
        same(undo(PHARMACY, 2, SUPPLIED), ILotLedger.UndoWindowOver.selector);
    }

    /* WITHOUT A PRESCRIPTION */

    function testGivesASuppliedUnitBackToStock(uint32 index) external {
        index = bound(index, 0, STOCK - 1);
        dispense(PHARMACY, index, 0);
        same(undo(PHARMACY, index, SUPPLIED), 0);
        require(ledger.wordOf(lot, index >> 4) == 0, 'not as before');
        same(undo(PHARMACY, index, SUPPLIED), ILotLedger.StatusMismatch.selector);
        same(dispense(PHARMACY, index, 0), 0);
    }

    function testUndoesExportsAndSamples() external {
        ILotLedger.UnitStatus[3] memory statuses = [
            ILotLedger.UnitStatus.Exported,
            ILotLedger.UnitStatus.Sampled,
            ILotLedger.UnitStatus.FreeSample
        ];
        for (uint256 i; i < 3; ++i) {
            decommission(PHARMACY, 1, 2, 0, statuses[i]);
            same(undo(PHARMACY, 1, statuses[i]), 0);
            same(statusOf(1), ILotLedger.UnitStatus.Active);
        }
    }

    function testAnOpenedBottleStaysOpened() external {
        Asked memory part = asked(PHARMACY, 1, 0);
        part.portion = uint8(ILotLedger.Portion.Part);
        dispense(part);
        same(undo(PHARMACY, 1, ILotLedger.UnitStatus.Opened), 0);
        same(statusOf(1), ILotLedger.UnitStatus.Opened);
        part.portion = uint8(ILotLedger.Portion.Last);
        dispense(part);
        same(undo(PHARMACY, 1, ILotLedger.UnitStatus.Emptied), 0);
        same(statusOf(1), ILotLedger.UnitStatus.Opened);
    }

    /* ON A PRESCRIPTION */

    function testAFillIsNotUndoneWithoutItsItem() external {
        fill(PHARMACY, 1, 0, 'item', 30);
        same(undo(PHARMACY, 1, FILLED), ILotLedger.ItemRequired.selector);
    }

    function testRefusesAFillThatNeverHappened() external {
        bytes32[] memory none = new bytes32[](0);
        bytes32 item = fill(PHARMACY, 1, 0, 'item', 30);
        bytes32 other = fill(PHARMACY, 2, 0, 'other', 90);
        // More than was taken; another item; another unit's fill; another day.
        same(undo(undoFill(1, item, 31, 0, none)), IPrescriptionLedger.StaleFills.selector);
        same(undo(undoFill(1, other, 90, 0, none)), IPrescriptionLedger.StaleFills.selector);
        same(undo(undoFill(2, item, 30, 0, none)), IPrescriptionLedger.StaleFills.selector);
        ILotLedger.UndoItem memory yesterday = undoFill(1, item, 30, 0, none);
        --yesterday.day;
        same(undo(yesterday), IPrescriptionLedger.StaleFills.selector);
        same(undo(undoFill(1, keccak256('nothing'), 30, 0, none)), IPrescriptionLedger.UnknownItem.selector);
        require(prescriptions.itemOf(item).remaining == 0 && prescriptions.itemOf(other).remaining == 0, 'given back');
        same(statusOf(1), FILLED);
    }

    function testRefusesAFillOlderThanTheWindowOrNotYet(uint16 day) external {
        vm.assume(day > today || day + 10 < today);
        bytes32 item = fill(PHARMACY, 1, 0, 'item', 30);
        ILotLedger.UndoItem memory unit = undoFill(1, item, 30, 0, new bytes32[](0));
        unit.day = day;
        same(undo(unit), ILotLedger.UndoWindowOver.selector);
    }

    function testGivesAnUnitAndItsQuantityBack(uint32 quantity) external {
        quantity = bound(quantity, 1, (1 << 20) - 1);
        bytes32 item = fill(PHARMACY, 1, 0, 'item', quantity);
        same(undo(undoFill(1, item, quantity, 0, new bytes32[](0))), 0);
        IPrescriptionLedger.Item memory record = prescriptions.itemOf(item);
        require(record.remaining == quantity && record.used == quantity && record.fills == 0, 'item');
        same(statusOf(1), ILotLedger.UnitStatus.Active);
        same(undo(undoFill(1, item, quantity, 0, new bytes32[](0))), ILotLedger.StatusMismatch.selector);
    }

    /// @dev A replayed voucher after an undo would be a second supply that the patient never permitted.
    function testAnUndoDoesNotReviveAVoucher() external {
        bytes32 item = issue('item', ITEM_KEY, 30);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 30));
        dispense(prescribed(PHARMACY, 1, 0, 30), vouchers);
        same(undo(undoFill(1, item, 30, 0, new bytes32[](0))), 0);
        same(dispense(prescribed(PHARMACY, 1, 0, 30), vouchers), IPrescriptionLedger.VoucherSpent.selector);
        vouchers = only(sign(ITEM_KEY, item, PHARMACY, 60));
        same(dispense(prescribed(PHARMACY, 1, 0, 30), vouchers), 0);
    }

    function testUndoesAnyFillOfAnItemInAnyOrder(uint256 seed) external {
        bytes32 item = issue('item', ITEM_KEY, 60);
        bytes32[] memory outstanding = new bytes32[](4);
        uint32[] memory units = new uint32[](4);
        for (uint32 i; i < 4; ++i) {
            uint32 quantity = 5 + i;
            dispense(prescribed(PHARMACY, i, 0, quantity), only(sign(ITEM_KEY, item, PHARMACY, 60)));
            outstanding[i] = fillOf(i, quantity);
            units[i] = i;
        }
        for (uint256 left = 4; left > 0; --left) {
            uint256 chosen = uint256(keccak256(abi.encode(seed, left))) % left;
            uint72 before;
            for (uint256 i; i < chosen; ++i) before = chain(before, outstanding[i]);
            bytes32[] memory later = new bytes32[](left - chosen - 1);
            for (uint256 i; i < later.length; ++i) later[i] = outstanding[chosen + 1 + i];
            uint32 unit = units[chosen];
            same(undo(undoFill(unit, item, 5 + unit, before, later)), 0);
            for (uint256 i = chosen; i + 1 < left; ++i) {
                (outstanding[i], units[i]) = (outstanding[i + 1], units[i + 1]);
            }
        }
        IPrescriptionLedger.Item memory record = prescriptions.itemOf(item);
        require(record.remaining == 60 && record.used == 26 && record.fills == 0, 'item');
    }

    /// @dev The pack can come back to stock; the item stays cancelled.
    function testAFillIsUndoneAlsoAfterItsItemWasCancelled() external {
        bytes32 item = fill(PHARMACY, 1, 0, 'item', 30);
        IPrescriptionLedger.CancelItem[] memory items = new IPrescriptionLedger.CancelItem[](1);
        items[0] = IPrescriptionLedger.CancelItem(operation(), PRESCRIBER, PRESCRIBER, 'item');
        vm.prank(NODE);
        prescriptions.cancelMany(items);
        same(undo(undoFill(1, item, 31, 0, new bytes32[](0))), IPrescriptionLedger.StaleFills.selector);
        same(undo(undoFill(1, item, 30, 0, new bytes32[](0))), 0);
        same(statusOf(1), ILotLedger.UnitStatus.Active);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 60));
        same(dispense(prescribed(PHARMACY, 1, 0, 30), vouchers), IPrescriptionLedger.ItemCancelled.selector);
    }

    /// @dev `used` never falls; when it is full, the prescriber issues anew.
    function testAnItemFilledAndUndoneTooOftenIsSpent() external {
        uint32 most = (1 << 20) - 1;
        bytes32 item = fill(PHARMACY, 1, 0, 'item', most);
        same(undo(undoFill(1, item, most, 0, new bytes32[](0))), 0);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, type(uint32).max));
        same(dispense(prescribed(PHARMACY, 1, 0, 1), vouchers), IPrescriptionLedger.VoucherSpent.selector);
    }

    /// @dev The pack stays with the patient; the wrong prescription is given its quantity back.
    function testCorrectsAWrongPatient() external {
        bytes32 wrong = fill(PHARMACY, 1, 0, 'wrong', 30);
        same(undo(undoFill(1, wrong, 30, 0, new bytes32[](0))), 0);
        bytes32 right = fill(PHARMACY, 1, 0, 'right', 30);
        require(prescriptions.itemOf(wrong).remaining == 30, 'wrong');
        require(prescriptions.itemOf(right).remaining == 0, 'right');
        same(statusOf(1), FILLED);
    }
}
