// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.19;

import {IAuthorised} from './IAuthorised.sol';
import {IPrescriptionLedger} from './IPrescriptionLedger.sol';
import {DispenseOrder} from '../types/DispenseOrder.sol';

/// @title Lots, custody and units
/// @notice Who holds which packs of a lot, and what became of each. A unit is named by its packing index in the lot;
/// serial numbers never appear. Custody is a partition of `[0, units)` into segments, each with one holder.
/// @dev `lot` is always the storage key keccak256(abi.encode(maker, lotId)), so that a lot id cannot be taken first
/// by somebody else. Days are days since 1970-01-01.
/// @dev Ranges are half-open, `[start, end)`, and lie in one segment. `hint` is the start of that segment or of one
/// up to 8 segments to the left; it is never part of anything signed. A hint overtaken by another transaction gives
/// `StaleHint`: look again and retry.
/// @dev Lot outranks unit: a lot recalled, withdrawn or expired moves only to its maker, to a disposer or by a
/// regulator's order, and so does one on hold.
/// @dev A unit whose status is not `Active` never leaves its holder, so that nobody becomes the holder of what another
/// dispensed and undoes it. Shipping a touched segment therefore scans it, at most 4,096 units an item.
interface ILotLedger is IAuthorised {
    /// @notice What became of a unit; 4 bits on the ledger, beside the 12-bit day of the change.
    /// @dev `Filled` and `IrregularlyFilled` were supplied on a prescription item and can only be undone with it.
    /// `Opened` is a stock bottle dispensed in parts, `Emptied` one whose last part is out. `Locked` is the holder's
    /// own lock, `Seized` the regulator's.
    enum UnitStatus {
        Active,
        Supplied,
        Filled,
        Opened,
        Emptied,
        Irregular,
        IrregularlyFilled,
        Locked,
        Seized,
        Missing,
        Exported,
        Destroyed,
        Sampled,
        FreeSample,
        Stolen
    }

    /// @notice `Ordered` is in transit by a regulator's order.
    enum SegmentState {
        None,
        Held,
        Shipped,
        Ordered
    }

    /// @notice On what ground a pack is supplied. `Prescribed` is an e-prescription and needs a voucher.
    enum SupplyBasis {
        Prescribed,
        Paper,
        OverTheCounter,
        Emergency,
        Stock,
        Compounding
    }

    /// @notice How much of a pack is supplied: all of it, a part (the pack stays open), or the last part.
    enum Portion {
        Whole,
        Part,
        Last
    }

    /// @notice A run of units, in two storage slots.
    /// @param maker The party that registered it.
    /// @param units How many units it has.
    /// @param registeredDay The day on which it was registered; unit days count from it.
    /// @param expiryDay The last day of its expiry date.
    /// @param version How often it was amended.
    /// @param heldByMaker On hold by its maker.
    /// @param heldByRegulator On hold by a regulator.
    /// @param recalled Recalled as a whole.
    /// @param withdrawn Withdrawn from the market.
    /// @param recalledRanges How many ranges of it are recalled.
    /// @param root RFC 9162 root of the serial commitments.
    struct Lot {
        uint32 maker;
        uint32 units;
        uint16 registeredDay;
        uint16 expiryDay;
        uint16 version;
        bool heldByMaker;
        bool heldByRegulator;
        bool recalled;
        bool withdrawn;
        uint8 recalledRanges;
        bytes32 root;
    }

    /// @notice A range of units with one holder, in one storage slot; its start is its key.
    /// @param end First index after it.
    /// @param holder The party that has custody; while in transit, still the shipper.
    /// @param receiver The party it is in transit to, 0 while held.
    /// @param state Held, shipped or ordered; `None` where no segment starts.
    /// @param touched Whether some unit in it may have a status other than `Active`.
    struct Segment {
        uint32 end;
        uint32 holder;
        uint32 receiver;
        SegmentState state;
        bool touched;
    }

    /// @notice A range to receive, reject, void, report missing, lock or unlock.
    struct RangeItem {
        bytes16 operation;
        uint32 party;
        bytes32 lot;
        uint32 start;
        uint32 end;
        uint32 hint;
    }

    /// @notice A range to ship or to return.
    struct ShipItem {
        bytes16 operation;
        uint32 party;
        uint32 receiver;
        bytes32 lot;
        uint32 start;
        uint32 end;
        uint32 hint;
    }

    /// @notice A range to take off the market.
    /// @param status `Exported`, `Destroyed`, `Sampled`, `FreeSample` or `Stolen`.
    struct DecommissionItem {
        bytes16 operation;
        uint32 party;
        bytes32 lot;
        uint32 start;
        uint32 end;
        uint32 hint;
        uint8 status;
    }

    /// @notice A unit to claim.
    /// @param commitment SHA-256(salt || utf8(serial)) of the unit.
    /// @param proof RFC 9162 inclusion path of the leaf uint32_be(index) || commitment, lowest sibling first.
    struct ClaimItem {
        bytes16 operation;
        uint32 party;
        bytes32 lot;
        uint32 index;
        uint32 hint;
        bytes32 commitment;
        bytes32[] proof;
    }

    /// @notice A unit to dispense; see `DispenseOrder` for what the word holds.
    /// @dev Portion is a `Portion`, basis a `SupplyBasis`: `Prescribed` if and only if the voucher is not 0. Quantity
    /// is in base units, with a voucher at least 1. Voucher is 0 for none, else 1 + the position in the call's
    /// vouchers: one voucher serves a basket.
    struct DispenseItem {
        bytes32 lot;
        DispenseOrder order;
    }

    /// @notice A supply that already happened.
    /// @param reason Why it was not asked for in time: 1 outage, 2 emergency, 3 refused after the pack was handed
    /// over, 0 or any other code by agreement of the clients.
    /// @param voucher 0 for none, else 1 + the position in the call's vouchers.
    struct ReportItem {
        bytes16 operation;
        uint32 party;
        bytes32 lot;
        uint32 index;
        uint32 hint;
        uint8 portion;
        uint8 basis;
        uint8 reason;
        uint32 quantity;
        uint16 voucher;
    }

    /// @notice A dispense, report, export or sample to undo.
    /// @param status The status to undo, as the caller knows it.
    /// @param item The prescription item it was filled on, 0 for none.
    /// @param quantity What the fill had taken.
    /// @param day The day of the fill.
    /// @param before The item's digest before the fill.
    /// @param later The item's outstanding fills after it, in order.
    struct UndoItem {
        bytes16 operation;
        uint32 party;
        bytes32 lot;
        uint32 index;
        uint32 hint;
        uint8 status;
        bytes32 item;
        uint32 quantity;
        uint16 day;
        uint72 before;
        bytes32[] later;
    }

    /* LOT EVENTS */

    /// @notice A run was registered; its maker holds all of it.
    event LotRegistered(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed maker,
        bytes32 lotId,
        bytes32 root,
        uint32 units,
        uint16 expiryDay,
        bytes32 derivedFrom
    );

    /// @notice The maker corrected the expiry.
    event LotAmended(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint16 expiryDay,
        uint16 version
    );

    /// @notice The maker or a regulator put the lot on hold.
    event LotHeld(bytes16 indexed operation, bytes32 indexed lot, uint32 indexed party);

    /// @notice The maker or a regulator lifted its own hold.
    event LotReleased(bytes16 indexed operation, bytes32 indexed lot, uint32 indexed party);

    /// @notice A recall or withdrawal was proposed; it takes a second key of the same party.
    event RecallProposed(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 start,
        uint32 end,
        bool withdrawal,
        uint8 reason
    );

    /// @notice A lot or a range of it was recalled, for good.
    /// @param proposal The operation id of the proposal.
    event LotRecalled(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 start,
        uint32 end,
        bytes16 proposal
    );

    /// @notice A lot was withdrawn from the market, for good.
    event LotWithdrawn(bytes16 indexed operation, bytes32 indexed lot, uint32 indexed party, bytes16 proposal);

    /// @notice A proposed recall or withdrawal was taken back: it can no longer be approved.
    /// @param proposal The operation id of the proposal.
    event ProposalRetracted(bytes16 indexed operation, bytes32 indexed lot, uint32 indexed party, bytes16 proposal);

    /* CUSTODY EVENTS: each cuts the segments at the bounds of its range */

    /// @notice Units are in transit to the receiver.
    event Shipped(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 receiver,
        uint32 start,
        uint32 end,
        bool returned
    );

    /// @notice The receiver took custody.
    /// @param segmentStart The start of the segment that the range now belongs to: its own, or its left neighbour's.
    event Received(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 start,
        uint32 end,
        uint32 segmentStart
    );

    /// @notice The receiver refused the units; they are with the shipper again.
    event Rejected(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 shipper,
        uint32 start,
        uint32 end
    );

    /// @notice The shipper took the units back before they were received.
    event ShipmentVoided(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 start,
        uint32 end
    );

    /// @notice Units are missing; they are with their holder (in transit: with the shipper), status `Missing`.
    event ReportedMissing(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 holder,
        uint32 start,
        uint32 end
    );

    /// @notice A party took custody of a unit that was not shipped to it, by proof of its serial.
    event Claimed(bytes16 indexed operation, bytes32 indexed lot, uint32 indexed party, uint32 from, uint32 index);

    /// @notice A regulator ordered units into transit to the receiver.
    event Reassigned(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed regulator,
        uint32 holder,
        uint32 receiver,
        uint32 start,
        uint32 end
    );

    /* UNIT EVENTS */

    /// @notice A unit or a part of it was supplied.
    /// @param item The prescription item, 0 for none.
    /// @param order What was asked, operation id and party first; see `DispenseOrder`.
    event Dispensed(bytes32 indexed lot, bytes32 indexed item, DispenseOrder order);

    /// @notice A dispense, report, export or sample was undone.
    /// @param undone The status before.
    /// @param status The status now.
    /// @param item The prescription item that was given `quantity` back, 0 for none.
    /// @param fill The fill that was undone, as `IPrescriptionLedger.consume` names it.
    /// @param before The item's digest before that fill: tells it from another alike.
    event Undone(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 index,
        uint8 undone,
        uint8 status,
        bytes32 item,
        uint32 quantity,
        bytes32 fill,
        uint72 before
    );

    /// @notice A supply that already happened was recorded. It is irregular, whatever its outcome.
    /// @param previous The unit's status before.
    /// @param status The unit's status now; unchanged unless the reporter holds the unit and it was not gone already.
    /// @param held Whether the reporter holds the unit.
    /// @param fillRefusal Why the prescription item was not charged, 0 if it was or none was named.
    event SupplyReported(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 index,
        uint8 portion,
        uint8 basis,
        uint8 reason,
        uint32 quantity,
        bytes32 item,
        uint16 day,
        uint8 previous,
        uint8 status,
        bool held,
        bytes4 fillRefusal
    );

    /// @notice Units left the market. If they were in transit (stolen), they are with the shipper again.
    event Decommissioned(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 start,
        uint32 end,
        uint8 status
    );

    /// @notice Units were locked (`Locked` by the holder, `Seized` by a regulator).
    event UnitsLocked(
        bytes16 indexed operation,
        bytes32 indexed lot,
        uint32 indexed party,
        uint32 start,
        uint32 end,
        uint8 status
    );

    /// @notice Locked, seized or missing units are active again.
    event UnitsUnlocked(bytes16 indexed operation, bytes32 indexed lot, uint32 indexed party, uint32 start, uint32 end);

    /* ERRORS OF LOTS */

    /// @notice Thrown when no such lot is registered.
    error UnknownLot();

    /// @notice Thrown when the maker registered the lot id before.
    error AlreadyRegistered();

    /// @notice Thrown when a lot has no unit or more than 2^28 - 1.
    error InvalidUnits();

    /// @notice Thrown when the root or the lot id is 0.
    error InvalidRoot();

    /// @notice Thrown when the lot was amended since the caller looked.
    error StaleVersion();

    /// @notice Thrown when the party is neither the lot's maker nor a regulator.
    error NotMakerOrRegulator();

    /// @notice Thrown when the party already holds, or has no hold to release.
    error HoldUnchanged();

    /// @notice Thrown when the lot or range is recalled.
    error LotIsRecalled();

    /// @notice Thrown when the lot is withdrawn.
    error LotIsWithdrawn();

    /// @notice Thrown when the lot is on hold.
    error LotIsHeld();

    /// @notice Thrown when the lot is expired.
    error LotIsExpired();

    /// @notice Thrown when the proposal does not exist, was approved or taken back already, or is another party's.
    error UnknownProposal();

    /// @notice Thrown when an operation id of the same party proposes twice.
    error AlreadyProposed();

    /// @notice Thrown when the proposer approves its own proposal: it takes two keys.
    error SameKey();

    /// @notice Thrown when a lot has 16 recalled ranges: recall the whole lot.
    error TooManyRanges();

    /* ERRORS OF CUSTODY */

    /// @notice Thrown when a range is empty or reaches past the lot's last unit.
    error UnknownUnit();

    /// @notice Thrown when the range lies in no single segment that the hint leads to. Look again and retry.
    error StaleHint();

    /// @notice Thrown when the party does not hold the units.
    error NotHolder();

    /// @notice Thrown when the party already holds the units.
    error AlreadyHolder();

    /// @notice Thrown when the units are not in transit to the party.
    error NotReceiver();

    /// @notice Thrown when the units are in transit.
    error InTransit();

    /// @notice Thrown when the units are not in transit, or in transit by a regulator's order.
    error NotInTransit();

    /// @notice Thrown when the receiver is unknown, suspended, may not hold stock, or is the shipper itself.
    error InvalidReceiver();

    /// @notice Thrown when a recalled, withdrawn, expired or held lot is to go elsewhere than to its maker or a
    /// disposer.
    error OnlyToMakerOrDisposer();

    /// @notice Thrown when the range has more units than one item may scan or change. Split it.
    error RangeTooLarge();

    /// @notice Thrown when the proof does not lead to the lot's root.
    error InvalidProof();

    /* ERRORS OF UNITS */

    /// @notice Thrown when the unit, or one in the range, was supplied already: the sign of a duplicate or a forgery.
    error AlreadySupplied();

    /// @notice Thrown when the unit, or one in the range, is an opened bottle.
    error UnitIsOpened();

    /// @notice Thrown when the unit, or one in the range, is locked or seized.
    error UnitIsLocked();

    /// @notice Thrown when the unit, or one in the range, is reported missing.
    error UnitIsMissing();

    /// @notice Thrown when the unit, or one in the range, is exported, destroyed, sampled or stolen.
    error UnitIsDecommissioned();

    /// @notice Thrown when the unit's status is another than the one to undo, or cannot be changed so.
    error StatusMismatch();

    /// @notice Thrown when more than 10 days have passed.
    error UndoWindowOver();

    /// @notice Thrown when a fill is undone without naming its prescription item.
    error ItemRequired();

    /// @notice Thrown when a code is not one of its list, or basis and voucher contradict each other.
    error InvalidCode();

    /* LOTS */

    /// @notice Registers a run: one transaction whatever its size. Roles: manufacturer.
    /// @param lotId keccak256(gtin, lot number, expiry, salt).
    /// @param units How many units.
    /// @param expiryDay Last day of the expiry date; not over.
    /// @param root RFC 9162 root of the serial commitments.
    /// @param derivedFrom The lot it was repackaged from, 0 for none.
    function registerLot(
        bytes16 operation,
        uint32 party,
        bytes32 lotId,
        uint32 units,
        uint16 expiryDay,
        bytes32 root,
        bytes32 derivedFrom
    ) external;

    /// @notice The maker corrects the expiry. Not after recall or withdrawal.
    /// @dev Warning: also of a lot that is expired; every version stays visible in `LotAmended`.
    /// @param version The version that the maker corrects.
    function amendLot(bytes16 operation, uint32 party, bytes32 lot, uint16 expiryDay, uint16 version) external;

    /// @notice The maker or a regulator stops supply and movement, reversibly.
    function hold(bytes16 operation, uint32 party, bytes32 lot) external;

    /// @notice The maker or a regulator lifts its own hold.
    function release(bytes16 operation, uint32 party, bytes32 lot) external;

    /// @notice Proposes to recall `[start, end)` of a lot; `[0, units)` is the whole lot.
    /// @param reason Code by agreement of the clients.
    function proposeRecall(
        bytes16 operation,
        uint32 party,
        bytes32 lot,
        uint32 start,
        uint32 end,
        uint8 reason
    ) external;

    /// @notice Proposes to withdraw a lot from the market.
    function proposeWithdrawal(bytes16 operation, uint32 party, bytes32 lot, uint8 reason) external;

    /// @notice Approves a recall with another key of the same party, one with the right to approve. Irreversible.
    /// @param proposal The operation id of the proposal.
    function approveRecall(bytes16 operation, uint32 party, bytes16 proposal) external;

    /// @notice Approves a withdrawal likewise. Irreversible.
    function approveWithdrawal(bytes16 operation, uint32 party, bytes16 proposal) external;

    /// @notice Takes a recall or withdrawal back that is proposed and not approved, with any key of the same party that
    /// may operate: what a stolen key proposed is taken back, too.
    /// @param proposal The operation id of the proposal.
    function retractProposal(bytes16 operation, uint32 party, bytes16 proposal) external;

    /// @notice A regulator orders units into transit to a receiver, whoever holds them and whatever the lot's state.
    function reassign(
        bytes16 operation,
        uint32 party,
        bytes32 lot,
        uint32 start,
        uint32 end,
        uint32 hint,
        uint32 receiver
    ) external;

    /* CUSTODY */

    /// @notice Ships units that the party holds. They stay in its custody until received.
    function shipMany(ShipItem[] calldata items) external;

    /// @notice Ships units back; the same, but marked as a return.
    function returnToMany(ShipItem[] calldata items) external;

    /// @notice Takes custody of units in transit to the party. If the hint is the start of the left neighbour and the
    /// party holds that, too, the two become one segment.
    function receiveMany(RangeItem[] calldata items) external;

    /// @notice Refuses units in transit to the party.
    function rejectMany(RangeItem[] calldata items) external;

    /// @notice The shipper takes back what was not received, for example from a receiver suspended since.
    /// @dev Warning: also what was delivered but not yet received. The receiver's `receiveMany` is refused then, and its
    /// way is to claim the units.
    function voidShipmentMany(RangeItem[] calldata items) external;

    /// @notice The receiver of a shipment, or the holder of stock, reports units missing.
    function reportMissingMany(RangeItem[] calldata items) external;

    /// @notice Takes custody of units that were not shipped to the party, by proof of the serial.
    /// @dev Warning: whoever ever handled a unit can prove it, and so can every party once a claim of it is public. A
    /// claim is a statement to be looked at, not a proof of possession.
    function claimMany(ClaimItem[] calldata items) external;

    /* UNITS */

    /// @notice Supplies units. Roles: pharmacy, holding the unit. Each item may be refused.
    /// @param vouchers At most one per basket; items refer to them by position.
    function dispenseMany(DispenseItem[] calldata items, IPrescriptionLedger.Voucher[] calldata vouchers) external;

    /// @notice Undoes a dispense, report, export or sample within 10 days, by the same holder; not on an expired,
    /// recalled or withdrawn lot; never stolen or destroyed.
    function undoDispenseMany(UndoItem[] calldata items) external;

    /// @notice Records supplies that already happened. Never refuses a fact about a unit of a known lot: only the
    /// caller's authority, the lot and the index are checked. Roles: pharmacy or regulator.
    function reportSupplyMany(ReportItem[] calldata items, IPrescriptionLedger.Voucher[] calldata vouchers) external;

    /// @notice Takes units off the market. The holder; stolen also while in transit, by the shipper.
    function decommissionMany(DecommissionItem[] calldata items) external;

    /// @notice Locks active units: the holder, or a regulator.
    function lockMany(RangeItem[] calldata items) external;

    /// @notice Makes locked or missing units active again: the holder; a regulator also seized ones.
    function unlockMany(RangeItem[] calldata items) external;

    /* READING */

    /// @notice A lot's record; all zero if unknown.
    function lotOf(bytes32 lot) external view returns (Lot memory);

    /// @notice The segment that starts at an index; state `None` if none does.
    function segmentOf(bytes32 lot, uint32 start) external view returns (Segment memory);

    /// @notice A unit's status and the day of its last change.
    function unitOf(bytes32 lot, uint32 index) external view returns (UnitStatus status, uint16 day);

    /// @notice 16 units to a word, from index 16 * `word`; the lowest 16 bits are the lowest index. In each, the
    /// low 4 bits are the status, the high 12 the days since registration.
    function wordOf(bytes32 lot, uint32 word) external view returns (uint256);

    /// @notice A recalled range of a lot.
    function recalledRangeOf(bytes32 lot, uint256 position) external view returns (uint32 start, uint32 end);
}
