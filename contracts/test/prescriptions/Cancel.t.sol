// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract CancelTest is LedgerTest {
    function cancel(uint32 party, uint32 prescriber, bytes32 id) private returns (bytes4) {
        IPrescriptionLedger.CancelItem[] memory items = new IPrescriptionLedger.CancelItem[](1);
        items[0] = IPrescriptionLedger.CancelItem(operation(), party, prescriber, id);
        listen(nodeOf(party));
        prescriptions.cancelMany(items);
        return refusal();
    }

    function testRefusesEverybodyButItsPrescriberAndRegulators() external {
        issue('id', ITEM_KEY, 30);
        same(cancel(PHARMACY, PRESCRIBER, 'id'), IAuthorised.MissingRole.selector);
        by(OUTSIDER);
        same(cancel(PRESCRIBER, PRESCRIBER, 'id'), IAuthorised.NotOperator.selector);
        admit(20, 8, NODE);
        same(cancel(20, PRESCRIBER, 'id'), IAuthorised.MissingRole.selector);
        same(cancel(20, 20, 'id'), IPrescriptionLedger.UnknownItem.selector);
        suspend(PRESCRIBER);
        same(cancel(PRESCRIBER, PRESCRIBER, 'id'), IAuthorised.PartySuspended.selector);
        same(cancel(REGULATOR, PRESCRIBER, 'id'), 0);
    }

    function testRefusesTwice() external {
        issue('id', ITEM_KEY, 30);
        same(cancel(PRESCRIBER, PRESCRIBER, 'id'), 0);
        same(cancel(PRESCRIBER, PRESCRIBER, 'id'), IPrescriptionLedger.ItemCancelled.selector);
    }

    function testNothingIsFilledOnACancelledItem() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        bytes32 item = issue('id', ITEM_KEY, 30);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 30));
        same(cancel(PRESCRIBER, PRESCRIBER, 'id'), 0);
        same(dispense(prescribed(PHARMACY, 1, 0, 30), vouchers), IPrescriptionLedger.ItemCancelled.selector);
        // A malformed signature recovers address zero, which is what a cancelled item's key looks like.
        vouchers[0].r = bytes32(0);
        vouchers[0].vs = bytes32(0);
        same(dispense(prescribed(PHARMACY, 1, 0, 30), vouchers), IPrescriptionLedger.ItemCancelled.selector);
    }

    function testStopsTheItemAndLeavesItsFillsAndOthers(uint32 quantity, uint32 filled, bool byRegulator) external {
        quantity = bound(quantity, 2, 1000);
        filled = bound(filled, 1, quantity - 1);
        move(MAKER, PHARMACY, 0, 10, 0);
        bytes32 item = issue('id', ITEM_KEY, quantity);
        bytes32 other = issue('other', ITEM_KEY + 1, quantity);
        same(dispense(prescribed(PHARMACY, 1, 0, filled), only(sign(ITEM_KEY, item, PHARMACY, filled))), 0);
        IPrescriptionLedger.Item memory expected = prescriptions.itemOf(item);
        bytes32 beside = keccak256(abi.encode(prescriptions.itemOf(other)));

        same(cancel(byRegulator ? REGULATOR : PRESCRIBER, PRESCRIBER, 'id'), 0);
        expected.key = 0;
        require(keccak256(abi.encode(prescriptions.itemOf(item))) == keccak256(abi.encode(expected)), 'item');
        require(keccak256(abi.encode(prescriptions.itemOf(other))) == beside, 'other item');
        IPrescriptionLedger.Voucher[] memory rest = only(sign(ITEM_KEY, item, PHARMACY, quantity));
        same(dispense(prescribed(PHARMACY, 2, 0, 1), rest), IPrescriptionLedger.ItemCancelled.selector);

        ILotLedger.UndoItem memory fill_ = undoItem(PHARMACY, 1, 0, ILotLedger.UnitStatus.Filled);
        (fill_.item, fill_.quantity, fill_.day) = (item, filled, today);
        same(undo(fill_), 0);
        require(prescriptions.itemOf(item).remaining == quantity, 'given back');
    }
}
