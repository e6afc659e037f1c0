// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {DispenseOrder} from '../../src/types/DispenseOrder.sol';
import {Stock} from './Stock.sol';

/// @notice Short ways to prescribe, to dispense and to undo.
abstract contract Counter is Stock {
    uint256 internal constant ITEM_KEY = 0x1234;

    /* SUPPLY */

    /// @notice A dispense before it is packed into an order.
    struct Asked {
        bytes16 operation;
        uint32 party;
        uint32 index;
        uint32 hint;
        uint32 quantity;
        uint8 voucher;
        uint8 portion;
        uint8 basis;
    }

    /// @notice A whole unit on a paper prescription.
    function asked(uint32 party, uint32 index, uint32 hint) internal returns (Asked memory item) {
        item.operation = operation();
        item.party = party;
        item.index = index;
        item.hint = hint;
        item.basis = uint8(ILotLedger.SupplyBasis.Paper);
    }

    /// @notice A whole unit on the call's first voucher.
    function prescribed(uint32 party, uint32 index, uint32 hint, uint32 quantity) internal returns (Asked memory item) {
        item = asked(party, index, hint);
        item.basis = uint8(ILotLedger.SupplyBasis.Prescribed);
        item.quantity = quantity;
        item.voucher = 1;
    }

    function pack(Asked memory item) internal view returns (ILotLedger.DispenseItem memory) {
        uint256 order =
            (uint256(uint128(item.operation)) << 128) |
                (uint256(item.party) << 96) |
                (uint256(item.index) << 68) |
                (uint256(item.hint) << 40) |
                (uint256(item.quantity) << 16) |
                (uint256(item.voucher) << 8) |
                (uint256(item.portion) << 4) |
                item.basis;
        return ILotLedger.DispenseItem(lot, DispenseOrder.wrap(order));
    }

    function dispense(Asked memory item) internal returns (bytes4) {
        return dispense(item, new IPrescriptionLedger.Voucher[](0));
    }

    function dispense(Asked memory item, IPrescriptionLedger.Voucher[] memory vouchers) internal returns (bytes4) {
        ILotLedger.DispenseItem[] memory items = new ILotLedger.DispenseItem[](1);
        items[0] = pack(item);
        listen(nodeOf(item.party));
        ledger.dispenseMany(items, vouchers);
        return refusal();
    }

    function dispense(uint32 party, uint32 index, uint32 hint) internal returns (bytes4) {
        return dispense(asked(party, index, hint));
    }

    function undoItem(
        uint32 party,
        uint32 index,
        uint32 hint,
        ILotLedger.UnitStatus status
    ) internal returns (ILotLedger.UndoItem memory item) {
        item.operation = operation();
        item.party = party;
        item.lot = lot;
        item.index = index;
        item.hint = hint;
        item.status = uint8(status);
    }

    function undo(ILotLedger.UndoItem memory item) internal returns (bytes4) {
        ILotLedger.UndoItem[] memory items = new ILotLedger.UndoItem[](1);
        items[0] = item;
        listen(nodeOf(item.party));
        ledger.undoDispenseMany(items);
        return refusal();
    }

    /* PRESCRIPTIONS */

    function issue(bytes32 id, uint256 key, uint32 quantity) internal returns (bytes32) {
        require(issue(issueItem(id, key, quantity)) == 0, 'issue');
        return keccak256(abi.encode(PRESCRIBER, id));
    }

    function issueItem(
        bytes32 id,
        uint256 key,
        uint32 quantity
    ) internal returns (IPrescriptionLedger.IssueItem memory) {
        return IPrescriptionLedger.IssueItem(operation(), PRESCRIBER, id, vm.addr(key), quantity, today, today + 90);
    }

    function issue(IPrescriptionLedger.IssueItem memory item) internal returns (bytes4) {
        IPrescriptionLedger.IssueItem[] memory items = new IPrescriptionLedger.IssueItem[](1);
        items[0] = item;
        listen(nodeOf(item.prescriber));
        prescriptions.issueMany(items);
        return refusal();
    }

    function sign(
        uint256 key,
        bytes32 item,
        uint32 pharmacy,
        uint32 upTo
    ) internal view returns (IPrescriptionLedger.Voucher memory) {
        return sign(key, item, pharmacy, upTo, uint64(block.timestamp + 1 hours));
    }

    function sign(
        uint256 key,
        bytes32 item,
        uint32 pharmacy,
        uint32 upTo,
        uint64 deadline
    ) internal view returns (IPrescriptionLedger.Voucher memory) {
        bytes32 terms = keccak256(
            abi.encode(
                keccak256('Fill(bytes32 item,uint32 pharmacy,uint32 upTo,uint64 deadline)'),
                item,
                pharmacy,
                upTo,
                deadline
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex'1901', prescriptions.domainSeparator(), terms));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return
            IPrescriptionLedger.Voucher(
                item,
                pharmacy,
                upTo,
                deadline,
                r,
                bytes32(uint256(s) | (uint256(v - 27) << 255))
            );
    }

    function only(
        IPrescriptionLedger.Voucher memory voucher
    ) internal pure returns (IPrescriptionLedger.Voucher[] memory vouchers) {
        vouchers = new IPrescriptionLedger.Voucher[](1);
        vouchers[0] = voucher;
    }

    /// @notice Issues an item of `quantity` and dispenses a unit on it.
    function fill(
        uint32 party,
        uint32 index,
        uint32 hint,
        bytes32 id,
        uint32 quantity
    ) internal returns (bytes32 item) {
        item = issue(id, ITEM_KEY, quantity);
        Asked memory unit = prescribed(party, index, hint, quantity);
        require(dispense(unit, only(sign(ITEM_KEY, item, party, quantity))) == 0, 'fill');
    }
}
