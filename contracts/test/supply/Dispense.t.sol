// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {DispenseOrder} from '../../src/types/DispenseOrder.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract DispenseTest is LedgerTest {
    uint32 private constant STOCK = 100;

    function setUp() public override {
        super.setUp();
        move(MAKER, PHARMACY, 0, STOCK, 0);
    }

    /* WHO */

    function testRefusesAKeyThatIsNotThePharmacys() external {
        by(OUTSIDER);
        same(dispense(PHARMACY, 1, 0), IAuthorised.NotOperator.selector);
        by(OTHER_NODE);
        same(dispense(PHARMACY, 1, 0), IAuthorised.NotOperator.selector);
    }

    function testRefusesThoseWhoAreNoPharmacy() external {
        same(dispense(MAKER, 200, STOCK), IAuthorised.MissingRole.selector);
        same(dispense(REGULATOR, 1, 0), IAuthorised.MissingRole.selector);
    }

    function testRefusesASuspendedPharmacy() external {
        suspend(PHARMACY);
        same(dispense(PHARMACY, 1, 0), IAuthorised.PartySuspended.selector);
    }

    function testRefusesAPharmacyThatDoesNotHoldThePack() external {
        same(dispense(OTHER_PHARMACY, 1, 0), ILotLedger.NotHolder.selector);
        same(dispense(PHARMACY, STOCK, STOCK), ILotLedger.NotHolder.selector);
    }

    function testRefusesAPackInTransit() external {
        ship(PHARMACY, MAKER, 0, 10, 0);
        same(dispense(PHARMACY, 1, 0), ILotLedger.InTransit.selector);
        ship(MAKER, OTHER_PHARMACY, STOCK, STOCK + 10, STOCK);
        same(dispense(OTHER_PHARMACY, STOCK, STOCK), ILotLedger.NotHolder.selector);
    }

    /* WHAT */

    function testRefusesAnUnknownUnitAndAStaleHint() external {
        same(dispense(PHARMACY, UNITS, 0), ILotLedger.UnknownUnit.selector);
        same(dispense(PHARMACY, 5, 1), ILotLedger.StaleHint.selector);
        lot = keccak256('nothing');
        same(dispense(PHARMACY, 1, 0), ILotLedger.UnknownLot.selector);
    }

    function testRefusesCodesThatAreNone() external {
        Asked memory unit = asked(PHARMACY, 1, 0);
        unit.portion = 3;
        same(dispense(unit), ILotLedger.InvalidCode.selector);
        unit = asked(PHARMACY, 1, 0);
        unit.basis = 6;
        same(dispense(unit), ILotLedger.InvalidCode.selector);
        unit.basis = uint8(ILotLedger.SupplyBasis.Prescribed);
        same(dispense(unit), ILotLedger.InvalidCode.selector);
    }

    function testRefusesTheSamePackTwice(uint32 index) external {
        index = bound(index, 0, STOCK - 1);
        same(dispense(PHARMACY, index, 0), 0);
        same(dispense(PHARMACY, index, 0), ILotLedger.AlreadySupplied.selector);
    }

    function testRefusesTheSamePackTwiceInOneCall() external {
        ILotLedger.DispenseItem[] memory items = new ILotLedger.DispenseItem[](2);
        items[0] = pack(asked(PHARMACY, 1, 0));
        items[1] = pack(asked(PHARMACY, 1, 0));
        listen(NODE);
        ledger.dispenseMany(items, new IPrescriptionLedger.Voucher[](0));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 2 && logs[0].topics[0] == ILotLedger.Dispensed.selector, 'first');
        require(logs[1].topics[0] == IAuthorised.Refused.selector, 'second');
        require(abi.decode(logs[1].data, (bytes4)) == ILotLedger.AlreadySupplied.selector, 'reason');
    }

    /// @dev Peers flip a whole batch to "sold".
    function testChangesNoOtherPack(uint32 index) external {
        index = bound(index, 0, STOCK - 1);
        dispense(PHARMACY, index, 0);
        for (uint32 other; other < STOCK; ++other) {
            bool it = other == index;
            same(statusOf(other), it ? ILotLedger.UnitStatus.Supplied : ILotLedger.UnitStatus.Active);
        }
        expectTouched(0, STOCK, PHARMACY);
    }

    function testNamesWhatStandsAgainstAPack() external {
        lock(PHARMACY, 0, 1, 0);
        same(dispense(PHARMACY, 0, 0), ILotLedger.UnitIsLocked.selector);
        lock(REGULATOR, 1, 2, 1);
        same(dispense(PHARMACY, 1, 1), ILotLedger.UnitIsLocked.selector);
        reportMissing(PHARMACY, 2, 3, 2);
        same(dispense(PHARMACY, 2, 2), ILotLedger.UnitIsMissing.selector);
        decommission(PHARMACY, 3, 4, 3, ILotLedger.UnitStatus.Stolen);
        same(dispense(PHARMACY, 3, 3), ILotLedger.UnitIsDecommissioned.selector);
        decommission(PHARMACY, 4, 5, 4, ILotLedger.UnitStatus.Destroyed);
        same(dispense(PHARMACY, 4, 4), ILotLedger.UnitIsDecommissioned.selector);
    }

    function testTheLotOutranksTheUnit() external {
        vm.prank(NODE);
        ledger.hold(operation(), MAKER, lot);
        same(dispense(PHARMACY, 1, 0), ILotLedger.LotIsHeld.selector);
        recallAll();
        same(dispense(PHARMACY, 1, 0), ILotLedger.LotIsRecalled.selector);
        withdrawLot();
        same(dispense(PHARMACY, 1, 0), ILotLedger.LotIsWithdrawn.selector);
    }

    function testExpiresWhenTheDayIsOverEverywhere() external {
        vm.warp((uint256(expiry) + 1) * 1 days + 12 hours - 1);
        same(dispense(PHARMACY, 1, 0), 0);
        vm.warp((uint256(expiry) + 1) * 1 days + 12 hours);
        same(dispense(PHARMACY, 2, 0), ILotLedger.LotIsExpired.selector);
    }

    /* IN PARTS */

    function testAnOpenedBottleIsDispensedInPartsUntilTheLast() external {
        Asked memory part = asked(PHARMACY, 1, 0);
        part.portion = uint8(ILotLedger.Portion.Part);
        same(dispense(part), 0);
        same(statusOf(1), ILotLedger.UnitStatus.Opened);
        same(dispense(part), 0);
        // The whole of an opened bottle does not exist.
        same(dispense(PHARMACY, 1, 0), ILotLedger.UnitIsOpened.selector);
        part.portion = uint8(ILotLedger.Portion.Last);
        same(dispense(part), 0);
        same(statusOf(1), ILotLedger.UnitStatus.Emptied);
        same(dispense(part), ILotLedger.AlreadySupplied.selector);
        same(dispense(PHARMACY, 1, 0), ILotLedger.AlreadySupplied.selector);
    }

    function testPartsOfABottleAddUpOnAnItem() external {
        bytes32 item = issue('item', ITEM_KEY, 30);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 30));
        Asked memory part = prescribed(PHARMACY, 1, 0, 12);
        part.portion = uint8(ILotLedger.Portion.Part);
        same(dispense(part, vouchers), 0);
        same(dispense(part, vouchers), 0);
        same(dispense(part, vouchers), IPrescriptionLedger.QuantityExceeded.selector);
        part.quantity = 6;
        same(dispense(part, vouchers), 0);
        require(prescriptions.itemOf(item).remaining == 0, 'remaining');
    }

    /* ON A PRESCRIPTION */

    function testRefusesAVoucherThatIsNotInTheCall() external {
        bytes32 item = issue('item', ITEM_KEY, 30);
        Asked memory unit = prescribed(PHARMACY, 1, 0, 30);
        unit.voucher = 2;
        same(dispense(unit, only(sign(ITEM_KEY, item, PHARMACY, 30))), IPrescriptionLedger.InvalidVoucher.selector);
    }

    function testAPaperDispenseNeedsNoVoucherAndMayNotNameOne() external {
        bytes32 item = issue('item', ITEM_KEY, 30);
        Asked memory unit = prescribed(PHARMACY, 1, 0, 30);
        unit.basis = uint8(ILotLedger.SupplyBasis.Paper);
        same(dispense(unit, only(sign(ITEM_KEY, item, PHARMACY, 30))), ILotLedger.InvalidCode.selector);
    }

    function testARefusedPackCostsTheItemNothing() external {
        bytes32 item = issue('item', ITEM_KEY, 30);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 30));
        dispense(PHARMACY, 1, 0);
        same(dispense(prescribed(PHARMACY, 1, 0, 30), vouchers), ILotLedger.AlreadySupplied.selector);
        require(prescriptions.itemOf(item).remaining == 30 && prescriptions.itemOf(item).used == 0, 'charged');
        same(dispense(prescribed(PHARMACY, 2, 0, 30), vouchers), 0);
    }

    function testAnItemRefusedCostsThePackNothing() external {
        bytes32 item = issue('item', ITEM_KEY, 30);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 30));
        same(dispense(prescribed(PHARMACY, 1, 0, 31), vouchers), IPrescriptionLedger.QuantityExceeded.selector);
        same(statusOf(1), ILotLedger.UnitStatus.Active);
        expectHeld(0, STOCK, PHARMACY);
    }

    function testOneVoucherServesABasketAndARefusedPackOfIt() external {
        bytes32 item = issue('item', ITEM_KEY, 60);
        dispense(PHARMACY, 2, 0);
        ILotLedger.DispenseItem[] memory items = new ILotLedger.DispenseItem[](3);
        for (uint32 i; i < 3; ++i) items[i] = pack(prescribed(PHARMACY, i + 1, 0, 30));
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 60));
        listen(NODE);
        ledger.dispenseMany(items, vouchers);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 3, 'one event per item');
        require(logs[0].topics[0] == ILotLedger.Dispensed.selector && logs[0].topics[2] == item, 'first');
        require(abi.decode(logs[1].data, (bytes4)) == ILotLedger.AlreadySupplied.selector, 'second');
        require(logs[2].topics[0] == ILotLedger.Dispensed.selector, 'third');
        require(prescriptions.itemOf(item).remaining == 0 && prescriptions.itemOf(item).used == 60, 'item');
    }

    /// @dev The pharmacy that a voucher names is checked for each pack, not once a basket.
    function testABasketsVoucherServesNoOtherPharmacyInTheSameCall() external {
        grant(OTHER_PHARMACY, NODE, 1);
        move(MAKER, OTHER_PHARMACY, STOCK, STOCK + 10, STOCK);
        bytes32 item = issue('item', ITEM_KEY, 60);
        ILotLedger.DispenseItem[] memory items = new ILotLedger.DispenseItem[](2);
        items[0] = pack(prescribed(PHARMACY, 1, 0, 30));
        items[1] = pack(prescribed(OTHER_PHARMACY, STOCK, STOCK, 30));
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, 60));
        listen(NODE);
        ledger.dispenseMany(items, vouchers);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs[0].topics[0] == ILotLedger.Dispensed.selector, 'first');
        require(abi.decode(logs[1].data, (bytes4)) == IPrescriptionLedger.InvalidVoucher.selector, 'second');
    }

    /// @dev A basket's first pack may be refused before its voucher was looked at.
    function testAForgedVoucherIsRefusedForEveryPackOfABasket() external {
        bytes32 item = issue('item', ITEM_KEY, 60);
        dispense(PHARMACY, 1, 0);
        ILotLedger.DispenseItem[] memory items = new ILotLedger.DispenseItem[](3);
        for (uint32 i; i < 3; ++i) items[i] = pack(prescribed(PHARMACY, i + 1, 0, 10));
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY + 1, item, PHARMACY, 60));
        listen(NODE);
        ledger.dispenseMany(items, vouchers);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(abi.decode(logs[0].data, (bytes4)) == ILotLedger.AlreadySupplied.selector, 'first');
        for (uint256 i = 1; i < 3; ++i) {
            require(abi.decode(logs[i].data, (bytes4)) == IPrescriptionLedger.InvalidVoucher.selector, 'forged');
        }
        require(prescriptions.itemOf(item).used == 0, 'used');
    }

    function testRecordsWhatWasDispensed(uint32 index, uint32 quantity, uint8 later) external {
        index = bound(index, 0, STOCK - 1);
        quantity = bound(quantity, 1, (1 << 20) - 1);
        uint16 day = today + uint16(bound(later, 0, 90));
        bytes32 item = issue('item', ITEM_KEY, quantity);
        vm.warp(uint256(day) * 1 days);
        Asked memory unit = prescribed(PHARMACY, index, 0, quantity);
        ILotLedger.DispenseItem[] memory items = new ILotLedger.DispenseItem[](1);
        items[0] = pack(unit);
        IPrescriptionLedger.Voucher[] memory vouchers = only(sign(ITEM_KEY, item, PHARMACY, quantity));
        listen(NODE);
        ledger.dispenseMany(items, vouchers);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == ILotLedger.Dispensed.selector, 'event');
        require(logs[0].topics[1] == lot && logs[0].topics[2] == item, 'lot and item');
        require(keccak256(logs[0].data) == keccak256(abi.encode(items[0].order)), 'order');
        require(items[0].order.operation() == unit.operation && items[0].order.index() == index, 'unpacked');
        (ILotLedger.UnitStatus status, uint16 recorded) = ledger.unitOf(lot, index);
        require(status == ILotLedger.UnitStatus.Filled && recorded == day, 'unit');
        IPrescriptionLedger.Item memory record = prescriptions.itemOf(item);
        require(record.remaining == 0 && record.used == quantity, 'item');
        bytes32 fill_ = keccak256(abi.encodePacked(lot, index, PHARMACY, quantity, day));
        require(record.fills == uint72(uint256(keccak256(abi.encodePacked(uint72(0), fill_)))), 'fills');
    }
}
