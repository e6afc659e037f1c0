// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

/// @notice What can be tried with a fill voucher, at the ledger, and at copies of it that lack one check
/// (scripts/plant.mjs). Each attempt has an item and units of its own.
contract PlantedVouchersTest is LedgerTest {
    uint256 private constant CHAIN = 31337;
    uint32 private attempt;

    function setUp() public override {
        super.setUp();
        move(MAKER, PHARMACY, 0, 100, 0);
        move(MAKER, OTHER_PHARMACY, 100, 200, 100);
    }

    function testAThiefInTheMempoolFillsNothing() external {
        require(!steals(), 'stolen');
        plant('TrustingPrescriptions');
        require(steals(), 'planted');
    }

    function testTheSameCodeAtTwoPharmaciesFillsOnce() external {
        require(!fillsTwice(), 'twice');
        plant('ForgetfulPrescriptions');
        require(fillsTwice(), 'planted');
    }

    function testNoMoreIsFilledThanWasPrescribed() external {
        require(!overfills(), 'overfilled');
        plant('GenerousPrescriptions');
        require(overfills(), 'planted');
    }

    function testAnUndoneFillDoesNotReviveItsVoucher() external {
        require(!replaysAfterUndo(), 'replayed');
        plant('RewindingPrescriptions');
        require(replaysAfterUndo(), 'planted');
    }

    function testAVoucherOfAnotherChainIsVoid() external {
        require(!crosses(), 'crossed');
        plant('EverywherePrescriptions');
        require(crosses(), 'planted');
    }

    function testARefusedPackOfABasketLosesNoFill() external {
        require(!losesAFill(), 'lost');
        // It charges the item before it looks at the pack.
        vm.etch(address(ledger), create('HastyLots', abi.encode(registry, prescriptions)).code);
        require(losesAFill(), 'planted');
    }

    /* PROGRAMS */

    function steals() private returns (bool) {
        bytes32 item = next(90);
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        voucher.pharmacy = OTHER_PHARMACY;
        return fills(OTHER_PHARMACY, 0, voucher);
    }

    function fillsTwice() private returns (bool) {
        bytes32 item = next(90);
        // Both pharmacies read the code before either of them has filled anything.
        IPrescriptionLedger.Voucher memory here = sign(ITEM_KEY, item, PHARMACY, 30);
        IPrescriptionLedger.Voucher memory there = sign(ITEM_KEY, item, OTHER_PHARMACY, 30);
        require(fills(PHARMACY, 0, here), 'first');
        return fills(OTHER_PHARMACY, 0, there);
    }

    function overfills() private returns (bool) {
        bytes32 item = next(30);
        require(fills(PHARMACY, 0, sign(ITEM_KEY, item, PHARMACY, 30)), 'first');
        return fills(PHARMACY, 1, sign(ITEM_KEY, item, PHARMACY, 60));
    }

    function replaysAfterUndo() private returns (bool) {
        bytes32 item = next(90);
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        require(fills(PHARMACY, 0, voucher), 'first');
        ILotLedger.UndoItem memory undone = undoItem(PHARMACY, 2 * attempt, 0, ILotLedger.UnitStatus.Filled);
        (undone.item, undone.quantity, undone.day) = (item, 30, today);
        require(undo(undone) == 0, 'undo');
        return fills(PHARMACY, 1, voucher);
    }

    function crosses() private returns (bool) {
        vm.chainId(CHAIN);
        bytes32 item = next(90);
        IPrescriptionLedger.Voucher memory voucher = sign(ITEM_KEY, item, PHARMACY, 30);
        vm.chainId(4242);
        return fills(PHARMACY, 0, voucher);
    }

    /// @dev Two packs were prescribed. Of the basket, one was handed out already; another is fetched instead of it.
    function losesAFill() private returns (bool) {
        bytes32 item = next(60);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 60));
        uint32 gone = 4 * attempt;
        require(dispense(PHARMACY, gone, 0) == 0, 'gone');
        ILotLedger.DispenseItem[] memory basket = new ILotLedger.DispenseItem[](2);
        basket[0] = pack(prescribed(PHARMACY, gone, 0, 30));
        basket[1] = pack(prescribed(PHARMACY, gone + 1, 0, 30));
        listen(NODE);
        ledger.dispenseMany(basket, vouchers);
        return dispense(prescribed(PHARMACY, gone + 2, 0, 30), vouchers) != 0;
    }

    function next(uint32 quantity) private returns (bytes32) {
        ++attempt;
        return issue(bytes32(uint256(attempt)), ITEM_KEY, quantity);
    }

    function fills(uint32 pharmacy, uint32 offset, IPrescriptionLedger.Voucher memory voucher) private returns (bool) {
        uint32 start = pharmacy == PHARMACY ? 0 : 100;
        return dispense(prescribed(pharmacy, start + 2 * attempt + offset, start, 30), only(voucher)) == 0;
    }

    /// @dev The lot ledger knows the prescription ledger by its address, where the copy's code is put.
    function plant(string memory name) private {
        vm.etch(address(prescriptions), create(name, abi.encode(registry, address(ledger))).code);
    }
}
