// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract ReportSupplyTest is LedgerTest {
    uint32 private constant STOCK = 100;

    struct Seen {
        ILotLedger.UnitStatus previous;
        ILotLedger.UnitStatus status;
        bool held;
        bytes4 fillRefusal;
    }

    function setUp() public override {
        super.setUp();
        move(MAKER, PHARMACY, 0, STOCK, 0);
    }

    function item_(uint32 party, uint32 index, uint32 hint) private returns (ILotLedger.ReportItem memory item) {
        item.operation = operation();
        item.party = party;
        item.lot = lot;
        item.index = index;
        item.hint = hint;
        item.basis = uint8(ILotLedger.SupplyBasis.Emergency);
        item.reason = 1;
    }

    function send(ILotLedger.ReportItem memory item, IPrescriptionLedger.Voucher[] memory vouchers) private {
        ILotLedger.ReportItem[] memory items = new ILotLedger.ReportItem[](1);
        items[0] = item;
        listen(nodeOf(item.party));
        ledger.reportSupplyMany(items, vouchers);
    }

    function refused(ILotLedger.ReportItem memory item) private returns (bytes4) {
        send(item, new IPrescriptionLedger.Voucher[](0));
        return refusal();
    }

    function report(uint32 party, uint32 index, uint32 hint) private returns (Seen memory) {
        send(item_(party, index, hint), new IPrescriptionLedger.Voucher[](0));
        return seen();
    }

    function seen() private returns (Seen memory outcome) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == ILotLedger.SupplyReported.selector, 'not recorded');
        (, , , , , , , uint8 previous, uint8 status, bool held, bytes4 fillRefusal) = abi.decode(
            logs[0].data,
            (uint32, uint8, uint8, uint8, uint32, bytes32, uint16, uint8, uint8, bool, bytes4)
        );
        return Seen(ILotLedger.UnitStatus(previous), ILotLedger.UnitStatus(status), held, fillRefusal);
    }

    function testRefusesThoseWithoutAuthority() external {
        by(OUTSIDER);
        same(refused(item_(PHARMACY, 1, 0)), IAuthorised.NotOperator.selector);
        same(refused(item_(MAKER, 1, 0)), IAuthorised.MissingRole.selector);
        suspend(PHARMACY);
        same(refused(item_(PHARMACY, 1, 0)), IAuthorised.PartySuspended.selector);
    }

    function testRefusesWhatIsNoFactAboutAKnownLot() external {
        same(refused(item_(PHARMACY, UNITS, 0)), ILotLedger.UnknownUnit.selector);
        same(refused(item_(PHARMACY, 5, 1)), ILotLedger.StaleHint.selector);
        ILotLedger.ReportItem memory item = item_(PHARMACY, 1, 0);
        item.portion = 3;
        same(refused(item), ILotLedger.InvalidCode.selector);
        item = item_(PHARMACY, 1, 0);
        item.lot = keccak256('nothing');
        same(refused(item), ILotLedger.UnknownLot.selector);
    }

    function testRefusesCodesThatAreNone(uint8 portion, uint8 basis) external {
        vm.assume(portion > uint8(type(ILotLedger.Portion).max) || basis > uint8(type(ILotLedger.SupplyBasis).max));
        ILotLedger.ReportItem memory item = item_(PHARMACY, 1, 0);
        (item.portion, item.basis) = (portion, basis);
        same(refused(item), ILotLedger.InvalidCode.selector);
        same(statusOf(1), ILotLedger.UnitStatus.Active);
    }

    function testRecordsWhateverTheLotsState() external {
        vm.prank(NODE);
        ledger.hold(operation(), MAKER, lot);
        require(report(PHARMACY, 1, 0).status == ILotLedger.UnitStatus.Irregular, 'held');
        recallAll();
        require(report(PHARMACY, 2, 0).status == ILotLedger.UnitStatus.Irregular, 'recalled');
        withdrawLot();
        require(report(PHARMACY, 3, 0).status == ILotLedger.UnitStatus.Irregular, 'withdrawn');
        expire();
        require(report(PHARMACY, 4, 0).status == ILotLedger.UnitStatus.Irregular, 'expired');
    }

    function testRecordsWhateverTheUnitsStatusButRevivesNothing() external {
        decommission(PHARMACY, 1, 2, 0, ILotLedger.UnitStatus.Stolen);
        Seen memory outcome = report(PHARMACY, 1, 1);
        require(outcome.held && outcome.previous == ILotLedger.UnitStatus.Stolen, 'previous');
        require(outcome.status == ILotLedger.UnitStatus.Stolen, 'stolen');
        same(statusOf(1), ILotLedger.UnitStatus.Stolen);
        // Seized by the regulator: a report and its undo must not be a way around.
        lock(REGULATOR, 2, 3, 2);
        require(report(PHARMACY, 2, 2).status == ILotLedger.UnitStatus.Seized, 'seized');
        dispense(PHARMACY, 3, 3);
        require(report(PHARMACY, 3, 3).status == ILotLedger.UnitStatus.Supplied, 'supplied');
    }

    function testMarksPacksThatWereLockedOrMissing() external {
        lock(PHARMACY, 1, 2, 0);
        require(report(PHARMACY, 1, 1).status == ILotLedger.UnitStatus.Irregular, 'locked');
        reportMissing(PHARMACY, 2, 3, 2);
        require(report(PHARMACY, 2, 2).status == ILotLedger.UnitStatus.Irregular, 'missing');
    }

    /// @dev Else anybody could spoil anybody's stock.
    function testRecordsButDoesNotMarkWhatTheReporterDoesNotHold() external {
        Seen memory outcome = report(OTHER_PHARMACY, 1, 0);
        require(!outcome.held && outcome.status == ILotLedger.UnitStatus.Active, 'not held');
        outcome = report(REGULATOR, 1, 0);
        require(!outcome.held, 'regulator');
        expectHeld(0, STOCK, PHARMACY);
        same(dispense(PHARMACY, 1, 0), 0);
        // In transit, a unit must stay active: it is about to change hands.
        ship(PHARMACY, MAKER, 50, 60, 0);
        outcome = report(PHARMACY, 51, 50);
        require(!outcome.held && outcome.status == ILotLedger.UnitStatus.Active, 'in transit');
    }

    function testFollowsAnOpenedBottle() external {
        ILotLedger.ReportItem memory part = item_(PHARMACY, 1, 0);
        part.portion = uint8(ILotLedger.Portion.Part);
        send(part, new IPrescriptionLedger.Voucher[](0));
        require(seen().status == ILotLedger.UnitStatus.Opened, 'opened');
        send(part, new IPrescriptionLedger.Voucher[](0));
        require(seen().status == ILotLedger.UnitStatus.Opened, 'still opened');
        require(report(PHARMACY, 1, 0).status == ILotLedger.UnitStatus.Emptied, 'emptied');
    }

    function testChargesThePrescriptionWhereItCan() external {
        bytes32 prescription = issue('item', ITEM_KEY, 30);
        ILotLedger.ReportItem memory item = item_(PHARMACY, 1, 0);
        item.basis = uint8(ILotLedger.SupplyBasis.Prescribed);
        item.quantity = 30;
        item.voucher = 1;
        send(item, only(sign(ITEM_KEY, prescription, PHARMACY, 30)));
        Seen memory outcome = seen();
        require(outcome.status == ILotLedger.UnitStatus.IrregularlyFilled && outcome.fillRefusal == 0, 'charged');
        require(prescriptions.itemOf(prescription).remaining == 0, 'remaining');
    }

    function testStandsWhereThePrescriptionCannotBeCharged() external {
        bytes32 prescription = issue('item', ITEM_KEY, 30);
        ILotLedger.ReportItem memory item = item_(PHARMACY, 1, 0);
        item.quantity = 31;
        item.voucher = 1;
        send(item, only(sign(ITEM_KEY, prescription, PHARMACY, 31)));
        Seen memory outcome = seen();
        require(outcome.status == ILotLedger.UnitStatus.Irregular, 'marked');
        same(outcome.fillRefusal, IPrescriptionLedger.QuantityExceeded.selector);
        require(prescriptions.itemOf(prescription).remaining == 30, 'remaining');

        item = item_(PHARMACY, 2, 0);
        item.voucher = 2;
        send(item, only(sign(ITEM_KEY, prescription, PHARMACY, 30)));
        same(seen().fillRefusal, IPrescriptionLedger.InvalidVoucher.selector);

        item = item_(PHARMACY, 3, 0);
        item.quantity = 30;
        item.voucher = 1;
        send(item, only(sign(ITEM_KEY, prescription, OTHER_PHARMACY, 30)));
        same(seen().fillRefusal, IPrescriptionLedger.InvalidVoucher.selector);
    }

    function testAReportIsUndoneLikeADispense() external {
        report(PHARMACY, 1, 0);
        same(undo(undoItem(PHARMACY, 1, 0, ILotLedger.UnitStatus.Irregular)), 0);
        same(statusOf(1), ILotLedger.UnitStatus.Active);
        bytes32 prescription = issue('item', ITEM_KEY, 30);
        ILotLedger.ReportItem memory item = item_(PHARMACY, 1, 0);
        item.quantity = 30;
        item.voucher = 1;
        send(item, only(sign(ITEM_KEY, prescription, PHARMACY, 30)));
        require(seen().fillRefusal == 0, 'charged');
        ILotLedger.UndoItem memory unit = undoItem(PHARMACY, 1, 0, ILotLedger.UnitStatus.IrregularlyFilled);
        same(undo(unit), ILotLedger.ItemRequired.selector);
        (unit.item, unit.quantity, unit.day) = (prescription, 30, today);
        same(undo(unit), 0);
        require(prescriptions.itemOf(prescription).remaining == 30, 'given back');
    }

    function testRecordsOneUnitAndMarksNoOther(uint32 index, uint8 portion, uint8 basis, uint8 reason) external {
        // Half of them in the pharmacy's hands, half still with the maker.
        index = bound(index, 0, 2 * STOCK - 1);
        bool held = index < STOCK;
        ILotLedger.ReportItem memory item = item_(PHARMACY, index, held ? 0 : STOCK);
        item.portion = uint8(bound(portion, 0, uint8(type(ILotLedger.Portion).max)));
        item.basis = uint8(bound(basis, 0, uint8(type(ILotLedger.SupplyBasis).max)));
        item.reason = reason;
        send(item, new IPrescriptionLedger.Voucher[](0));

        ILotLedger.UnitStatus status = [
            ILotLedger.UnitStatus.Irregular,
            ILotLedger.UnitStatus.Opened,
            ILotLedger.UnitStatus.Emptied
        ][item.portion];
        if (!held) status = ILotLedger.UnitStatus.Active;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == ILotLedger.SupplyReported.selector, 'event');
        require(bytes16(logs[0].topics[1]) == item.operation && logs[0].topics[2] == lot, 'operation and lot');
        require(uint256(logs[0].topics[3]) == PHARMACY, 'party');
        bytes memory data = abi.encode(
            index,
            item.portion,
            item.basis,
            reason,
            0,
            0,
            today,
            0,
            status,
            held,
            bytes4(0)
        );
        require(keccak256(logs[0].data) == keccak256(data), 'data');
        for (uint32 i; i < 2 * STOCK; ++i) {
            same(statusOf(i), i == index ? status : ILotLedger.UnitStatus.Active);
        }
    }
}
