// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAnchorLog} from '../../src/interfaces/IAnchorLog.sol';
import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {DispenseOrder} from '../../src/types/DispenseOrder.sol';
import {Vm} from './Vm.sol';

/// @notice A consortium with one party of each kind, and short ways to do what a test is not about.
abstract contract LedgerTest {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    uint256 internal constant START = 1_800_000_000; // a day in January 2027
    uint32 internal constant UNITS = 1_000_000;

    uint32 internal constant REGULATOR = 1;
    uint32 internal constant MAKER = 2;
    uint32 internal constant OTHER_MAKER = 3;
    uint32 internal constant DISTRIBUTOR = 4;
    uint32 internal constant PHARMACY = 5;
    uint32 internal constant OTHER_PHARMACY = 6;
    uint32 internal constant PRESCRIBER = 7;
    uint32 internal constant DISPOSER = 8;
    uint32 internal constant STRANGER = 99;
    /// @dev The ids up to this one are taken.
    uint32 internal constant PARTIES = 8;

    address internal constant REGULATOR_KEY = address(0xa1);
    address internal constant REGULATOR_SECOND_KEY = address(0xa2);
    /// @dev Operates for every party but the regulator, as a hosting node's key does.
    address internal constant NODE = address(0xb1);
    address internal constant MAKER_APPROVER = address(0xb2);
    /// @dev Operates for the other maker and the other pharmacy alone.
    address internal constant OTHER_NODE = address(0xc1);
    address internal constant OUTSIDER = address(0xd1);

    bytes32 internal constant LOT_ID = keccak256('lot id');
    bytes32 internal constant ROOT = keccak256('root');
    uint256 internal constant ITEM_KEY = 0x1234;

    IPartyRegistry internal registry;
    ILotLedger internal ledger;
    IPrescriptionLedger internal prescriptions;
    IAnchorLog internal anchors;
    bytes32 internal lot;
    uint16 internal today;
    uint16 internal expiry;
    uint128 private operations;
    address private actor;

    function setUp() public virtual {
        vm.warp(START);
        today = uint16(START / 1 days);
        expiry = today + 365;
        address[] memory keys = new address[](2);
        keys[0] = REGULATOR_KEY;
        keys[1] = REGULATOR_SECOND_KEY;
        registry = IPartyRegistry(create('PartyRegistry', abi.encode(REGULATOR, 9999999999994, keys)));
        // The lot ledger is created next but one.
        address ledgerAddress = futureAddress(3);
        prescriptions = IPrescriptionLedger(create('PrescriptionLedger', abi.encode(registry, ledgerAddress)));
        ledger = ILotLedger(create('LotLedger', abi.encode(registry, prescriptions)));
        require(address(ledger) == ledgerAddress, 'address');
        anchors = IAnchorLog(create('AnchorLog', abi.encode(registry)));

        admit(MAKER, Roles.MANUFACTURER, NODE);
        admit(OTHER_MAKER, Roles.MANUFACTURER, OTHER_NODE);
        admit(DISTRIBUTOR, Roles.DISTRIBUTOR, NODE);
        admit(PHARMACY, Roles.PHARMACY, NODE);
        admit(OTHER_PHARMACY, Roles.PHARMACY, OTHER_NODE);
        admit(PRESCRIBER, Roles.PRESCRIBER, NODE);
        admit(DISPOSER, Roles.DISPOSER, NODE);
        grant(MAKER, MAKER_APPROVER, Roles.APPROVE);
        lot = registerLot(MAKER, LOT_ID, UNITS);
    }

    /// @dev The bytecode that scripts/compile.mjs made, which is the one that is deployed.
    function create(string memory name, bytes memory arguments) internal returns (address created) {
        bytes memory code = vm.getCode(string.concat('cache/artifacts/', name, '.json'));
        bytes memory input = abi.encodePacked(code, arguments);
        assembly ('memory-safe') {
            created := create(0, add(input, 32), mload(input))
        }
        require(created != address(0), name);
    }

    /* PARTIES */

    function admit(uint32 party, uint16 roles, address key) internal {
        vm.prank(REGULATOR_KEY);
        registry.admit(operation(), REGULATOR, party, 4000000000000 + party, roles, bytes32(0), '');
        if (roles == Roles.REGULATOR) return grant(party, key, Roles.OPERATE);
        vm.prank(REGULATOR_KEY);
        registry.changeKey(operation(), REGULATOR, party, key, Roles.OPERATE);
    }

    /// @dev With both keys of the regulator.
    function grant(uint32 party, address key, uint8 rights) internal {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeKey(proposal, REGULATOR, party, key, rights);
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveKey(operation(), REGULATOR, proposal);
    }

    function rightsOf(uint32 party, address key) internal view returns (uint8 rights) {
        (, rights, ) = registry.authority(party, key);
    }

    function suspend(uint32 party) internal {
        vm.prank(REGULATOR_KEY);
        registry.suspend(operation(), REGULATOR, party);
    }

    function reinstate(uint32 party) internal {
        vm.prank(REGULATOR_KEY);
        registry.reinstate(operation(), REGULATOR, party);
    }

    function nodeOf(uint32 party) internal pure returns (address) {
        if (party == REGULATOR) return REGULATOR_KEY;
        return party == OTHER_MAKER || party == OTHER_PHARMACY ? OTHER_NODE : NODE;
    }

    /* LOTS */

    function registerLot(uint32 maker, bytes32 lotId, uint32 units) internal returns (bytes32) {
        vm.prank(nodeOf(maker));
        ledger.registerLot(operation(), maker, lotId, units, expiry, ROOT, bytes32(0));
        return keccak256(abi.encode(maker, lotId));
    }

    function recallAll() internal {
        recallRange(0, UNITS);
    }

    function recallRange(uint32 start, uint32 end) internal {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        ledger.proposeRecall(proposal, REGULATOR, lot, start, end, 1);
        vm.prank(REGULATOR_SECOND_KEY);
        ledger.approveRecall(operation(), REGULATOR, proposal);
    }

    function withdrawLot() internal {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        ledger.proposeWithdrawal(proposal, REGULATOR, lot, 1);
        vm.prank(REGULATOR_SECOND_KEY);
        ledger.approveWithdrawal(operation(), REGULATOR, proposal);
    }

    function expire() internal {
        vm.warp((uint256(expiry) + 1) * 1 days + 12 hours);
    }

    /* CUSTODY: one item; the refusal, 0 if it went through */

    function ship(uint32 party, uint32 receiver, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ILotLedger.ShipItem[] memory items = new ILotLedger.ShipItem[](1);
        items[0] = ILotLedger.ShipItem(operation(), party, receiver, lot, start, end, hint);
        listen(nodeOf(party));
        ledger.shipMany(items);
        return refusal();
    }

    function range(
        uint32 party,
        uint32 start,
        uint32 end,
        uint32 hint
    ) internal returns (ILotLedger.RangeItem[] memory items) {
        items = new ILotLedger.RangeItem[](1);
        items[0] = ILotLedger.RangeItem(operation(), party, lot, start, end, hint);
        listen(nodeOf(party));
    }

    function receive_(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.receiveMany(range(party, start, end, hint));
        return refusal();
    }

    function reject(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.rejectMany(range(party, start, end, hint));
        return refusal();
    }

    function voidShipment(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.voidShipmentMany(range(party, start, end, hint));
        return refusal();
    }

    function reportMissing(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.reportMissingMany(range(party, start, end, hint));
        return refusal();
    }

    function lock(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.lockMany(range(party, start, end, hint));
        return refusal();
    }

    function unlock(uint32 party, uint32 start, uint32 end, uint32 hint) internal returns (bytes4) {
        ledger.unlockMany(range(party, start, end, hint));
        return refusal();
    }

    function decommission(
        uint32 party,
        uint32 start,
        uint32 end,
        uint32 hint,
        ILotLedger.UnitStatus status
    ) internal returns (bytes4) {
        ILotLedger.DecommissionItem[] memory items = new ILotLedger.DecommissionItem[](1);
        items[0] = ILotLedger.DecommissionItem(operation(), party, lot, start, end, hint, uint8(status));
        listen(nodeOf(party));
        ledger.decommissionMany(items);
        return refusal();
    }

    /// @notice Ships to a party and receives there; the range becomes its segment.
    function move(uint32 from, uint32 to, uint32 start, uint32 end, uint32 hint) internal {
        require(ship(from, to, start, end, hint) == 0, 'ship');
        require(receive_(to, start, end, start) == 0, 'receive');
    }

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

    /* WHAT HAPPENED */

    /// @notice The next call is made by this key instead of the party's own.
    function by(address key) internal {
        actor = key;
    }

    /// @notice The next call is made by `sender`, and its events are kept.
    function listen(address sender) internal {
        vm.recordLogs();
        vm.prank(actor == address(0) ? sender : actor);
        actor = address(0);
    }

    /// @notice The reason of the only event if it is a refusal, 0 if it is a result.
    function refusal() internal returns (bytes4) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1, 'one event per item');
        if (logs[0].topics[0] != IAuthorised.Refused.selector) return 0;
        return abi.decode(logs[0].data, (bytes4));
    }

    function operation() internal returns (bytes16) {
        return bytes16(keccak256(abi.encode(++operations)));
    }

    function statusOf(uint32 index) internal view returns (ILotLedger.UnitStatus status) {
        (status, ) = ledger.unitOf(lot, index);
    }

    function same(bytes4 actual, bytes4 expected) internal pure {
        require(actual == expected, string.concat('refusal ', text(actual), ' instead of ', text(expected)));
    }

    function same(ILotLedger.UnitStatus actual, ILotLedger.UnitStatus expected) internal pure {
        require(actual == expected, 'status');
    }

    /// @notice The segment that starts at `start` is exactly this.
    function expectSegment(
        uint32 start,
        uint32 end,
        uint32 holder,
        uint32 receiver,
        ILotLedger.SegmentState state,
        bool touched
    ) internal view {
        ILotLedger.Segment memory segment = ledger.segmentOf(lot, start);
        require(segment.end == end, 'segment end');
        require(segment.holder == holder, 'segment holder');
        require(segment.receiver == receiver, 'segment receiver');
        require(segment.state == state, 'segment state');
        require(segment.touched == touched, 'segment touched');
    }

    /// @notice No segment starts here.
    function expectNoSegment(uint32 start) internal view {
        require(ledger.segmentOf(lot, start).state == ILotLedger.SegmentState.None, 'a segment starts here');
    }

    function expectShipped(uint32 start, uint32 end, uint32 holder, uint32 receiver) internal view {
        expectSegment(start, end, holder, receiver, ILotLedger.SegmentState.Shipped, false);
    }

    function expectTouched(uint32 start, uint32 end, uint32 holder) internal view {
        expectSegment(start, end, holder, 0, ILotLedger.SegmentState.Held, true);
    }

    function expectHeld(uint32 start, uint32 end, uint32 holder) internal view {
        expectSegment(start, end, holder, 0, ILotLedger.SegmentState.Held, false);
    }

    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint32) {
        return uint32(low + (value % (high - low + 1)));
    }

    function text(bytes4 selector) private pure returns (string memory) {
        bytes memory digits = '0123456789abcdef';
        bytes memory out = new bytes(8);
        for (uint256 i; i < 8; ++i) {
            out[i] = digits[(uint32(selector) >> (28 - 4 * i)) & 15];
        }
        return string(out);
    }

    /// @dev The address of this contract's creation with a nonce below 128.
    function futureAddress(uint8 nonce) private view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex'd694', address(this), nonce)))));
    }
}
