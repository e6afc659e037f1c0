// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

/// @notice What a fill voucher permits, and to whom.
contract VoucherTest is LedgerTest {
    bytes32 private item;

    function setUp() public override {
        super.setUp();
        move(MAKER, PHARMACY, 0, 100, 0);
        move(MAKER, OTHER_PHARMACY, 100, 200, 100);
        item = issue('id', ITEM_KEY, 90);
    }

    function tryFill(
        uint32 index,
        uint32 quantity,
        IPrescriptionLedger.Voucher memory voucher
    ) private returns (bytes4) {
        uint32 party = index < 100 ? PHARMACY : OTHER_PHARMACY;
        return dispense(prescribed(party, index, index < 100 ? 0 : 100, quantity), only(voucher));
    }

    function testOnlyTheLotLedgerFillsAndGivesBack(address caller) external {
        vm.assume(caller != address(ledger));
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        vm.expectRevert(IPrescriptionLedger.OnlyLotLedger.selector);
        vm.prank(caller);
        prescriptions.consume(30, bytes32(0), voucher, true);
        vm.expectRevert(IPrescriptionLedger.OnlyLotLedger.selector);
        vm.prank(caller);
        prescriptions.giveBack(item, 30, 0, bytes32(0), new bytes32[](0));
    }

    function testRefusesAVoucherOfAnotherKey(uint256 key) external {
        key = bound(key, 1, type(uint32).max - 1);
        vm.assume(key != ITEM_KEY);
        same(tryFill(1, 30, sign(key, item, PHARMACY, 30)), IPrescriptionLedger.InvalidVoucher.selector);
    }

    function testRefusesAVoucherStolenByAnotherPharmacy() external {
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        same(tryFill(100, 30, voucher), IPrescriptionLedger.InvalidVoucher.selector);
        voucher.pharmacy = OTHER_PHARMACY;
        same(tryFill(100, 30, voucher), IPrescriptionLedger.InvalidVoucher.selector);
        require(prescriptions.itemOf(item).used == 0, 'burned');
    }

    function testRefusesAVoucherOfAnotherItemChainOrLedger() external {
        bytes32 other = issue('other', ITEM_KEY + 1, 90);
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        voucher.item = other;
        same(tryFill(1, 30, voucher), IPrescriptionLedger.InvalidVoucher.selector);
        voucher.item = keccak256('nothing');
        same(tryFill(1, 30, voucher), IPrescriptionLedger.UnknownItem.selector);

        voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        vm.chainId(4242);
        same(tryFill(1, 30, voucher), IPrescriptionLedger.InvalidVoucher.selector);
        same(tryFill(1, 30, sign(ITEM_KEY, item, PHARMACY, 30)), 0);
    }

    function testRefusesAChangedWord(uint8 bit, bool inR) external {
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        if (inR) voucher.r ^= bytes32(uint256(1) << bit);
        else voucher.vs ^= bytes32(uint256(1) << bit);
        same(tryFill(1, 30, voucher), IPrescriptionLedger.InvalidVoucher.selector);
    }

    function testRefusesMoreThanThePatientSigned() external {
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        same(tryFill(1, 31, voucher), IPrescriptionLedger.VoucherSpent.selector);
        voucher.upTo = 60;
        same(tryFill(1, 60, voucher), IPrescriptionLedger.InvalidVoucher.selector);
    }

    function testRefusesAVoucherThatWasUsed() external {
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        same(tryFill(1, 30, voucher), 0);
        same(tryFill(2, 30, voucher), IPrescriptionLedger.VoucherSpent.selector);
        same(tryFill(2, 1, voucher), IPrescriptionLedger.VoucherSpent.selector);
    }

    function testRefusesNothingAndMoreThanIsLeft() external {
        same(tryFill(1, 0, sign(ITEM_KEY, item, PHARMACY, 30)), IPrescriptionLedger.InvalidQuantity.selector);
        same(tryFill(1, 91, sign(ITEM_KEY, item, PHARMACY, 91)), IPrescriptionLedger.QuantityExceeded.selector);
        same(tryFill(1, 60, sign(ITEM_KEY, item, PHARMACY, 60)), 0);
        same(tryFill(100, 31, sign(ITEM_KEY, item, OTHER_PHARMACY, 91)), IPrescriptionLedger.QuantityExceeded.selector);
        same(tryFill(100, 30, sign(ITEM_KEY, item, OTHER_PHARMACY, 90)), 0);
    }

    function testHoldsUntilItsDeadline() external {
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 90, uint64(START + 100));
        vm.warp(START + 100);
        same(tryFill(1, 30, voucher), 0);
        vm.warp(START + 101);
        same(tryFill(2, 30, voucher), IPrescriptionLedger.VoucherExpired.selector);
    }

    function testHoldsOnTheItemsDays() external {
        IPrescriptionLedger.IssueItem memory later = issueItem('later', ITEM_KEY, 30);
        (later.firstDay, later.lastDay) = (today + 10, today + 20);
        require(issue(later) == 0, 'issue');
        bytes32 repeat = keccak256(abi.encode(PRESCRIBER, bytes32('later')));
        // A day begins at UTC+14 and is over at UTC-12.
        uint256 opens = uint256(today + 10) * 1 days - 14 hours;
        uint256 closes = uint256(today + 21) * 1 days + 12 hours;
        vm.warp(opens - 1);
        same(tryFill(1, 10, sign(ITEM_KEY, repeat, PHARMACY, 10)), IPrescriptionLedger.ItemNotYetValid.selector);
        vm.warp(opens);
        same(tryFill(1, 10, sign(ITEM_KEY, repeat, PHARMACY, 10)), 0);
        vm.warp(closes - 1);
        same(tryFill(2, 10, sign(ITEM_KEY, repeat, PHARMACY, 20)), 0);
        vm.warp(closes);
        same(tryFill(3, 10, sign(ITEM_KEY, repeat, PHARMACY, 30)), IPrescriptionLedger.ItemExpired.selector);
    }

    function testTheSumOfFillsNeverExceedsWhatWasPrescribed(uint32[6] calldata quantities) external {
        uint256 filled;
        for (uint32 i; i < 6; ++i) {
            uint32 quantity = bound(quantities[i], 1, 60);
            uint32 used = prescriptions.itemOf(item).used;
            bytes4 outcome = tryFill(i, quantity, sign(ITEM_KEY, item, PHARMACY, used + quantity));
            if (filled + quantity > 90) same(outcome, IPrescriptionLedger.QuantityExceeded.selector);
            else same(outcome, 0);
            if (outcome == 0) filled += quantity;
        }
        require(prescriptions.itemOf(item).remaining == 90 - filled, 'remaining');
    }
}
