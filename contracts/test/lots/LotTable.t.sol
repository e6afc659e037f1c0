// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

/// @notice Every state of a lot against everything that can be asked of it and of its units: what goes through, and that
/// what is refused changes nothing.
contract LotTableTest is LedgerTest {
    uint8 private constant STATES = 6;
    uint32 private constant STOCK = 10;
    bool private constant YES = true;
    bool private constant NO = false;

    /// @dev In order, held by its maker, held by the regulator, recalled, withdrawn, expired.
    bool[STATES] private table;

    function setUp() public override {
        super.setUp();
        move(MAKER, PHARMACY, 0, STOCK, 0);
    }

    /* UNITS */

    function testDispense() external {
        table = [YES, NO, NO, NO, NO, NO];
        _check(_nothing, _dispense);
    }

    function testReportSupply() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_nothing, _report);
    }

    function testUndo() external {
        table = [YES, YES, YES, NO, NO, NO];
        _check(_putSupplied, _undoSupply);
    }

    function testUndoExport() external {
        table = [YES, YES, YES, NO, NO, NO];
        _check(_putExported, _undoExport);
    }

    function testExport() external {
        table = [YES, NO, NO, NO, NO, NO];
        _check(_nothing, _export);
    }

    function testSample() external {
        table = [YES, NO, NO, NO, NO, NO];
        _check(_nothing, _sample);
    }

    function testFreeSample() external {
        table = [YES, NO, NO, NO, NO, NO];
        _check(_nothing, _freeSample);
    }

    function testDestroy() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_nothing, _destroy);
    }

    function testStolen() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_nothing, _stolen);
    }

    function testLock() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_nothing, _lock);
    }

    function testUnlock() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_putLocked, _unlock);
    }

    function testReportMissing() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_nothing, _missing);
    }

    /* CUSTODY */

    function testShipOn() external {
        table = [YES, NO, NO, NO, NO, NO];
        _check(_nothing, _shipOn);
    }

    function testShipToMaker() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_nothing, _shipToMaker);
    }

    function testShipToDisposer() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_nothing, _shipToDisposer);
    }

    function testReceive() external {
        table = [YES, NO, NO, NO, NO, NO];
        _check(_putOnTheWay, _receiveIt);
    }

    function testReject() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_putOnTheWay, _rejectIt);
    }

    function testVoidShipment() external {
        table = [YES, YES, YES, YES, YES, YES];
        _check(_putOnTheWay, _void);
    }

    /* THE LOT ITSELF */

    function testAmend() external {
        table = [YES, YES, YES, NO, NO, YES];
        _check(_nothing, _amend);
    }

    function testHoldByMaker() external {
        table = [YES, NO, YES, YES, YES, YES];
        _check(_nothing, _hold);
    }

    function testReleaseByMaker() external {
        table = [NO, YES, NO, NO, NO, NO];
        _check(_nothing, _release);
    }

    function testRecall() external {
        table = [YES, YES, YES, NO, YES, YES];
        _check(_nothing, _recall);
    }

    function testWithdraw() external {
        table = [YES, YES, YES, YES, NO, YES];
        _check(_nothing, _withdraw);
    }

    /* ONE ROW OF THE TABLE */

    function _check(function() internal prepare, function() internal returns (bytes4) act) private {
        for (uint8 state; state < STATES; ++state) {
            uint256 start = vm.snapshotState();
            prepare();
            _put(state);
            bytes32 before = _picture();
            bytes4 refusal_ = act();
            require((refusal_ == 0) == table[state], _name(state));
            require(refusal_ == 0 || _picture() == before, 'a refusal changed something');
            require(vm.revertToState(start), 'state');
        }
    }

    function _name(uint8 state) private pure returns (string memory) {
        return ['in order', 'held by its maker', 'held by the regulator', 'recalled', 'withdrawn', 'expired'][state];
    }

    function _put(uint8 state) private {
        if (state == 1) require(_hold() == 0, 'held');
        else if (state == 2) _holdByRegulator();
        else if (state == 3) recallAll();
        else if (state == 4) withdrawLot();
        else if (state == 5) {
            // Within the ten days of an undo.
            vm.prank(NODE);
            ledger.amendLot(operation(), MAKER, lot, today, 0);
            vm.warp((uint256(today) + 1) * 1 days + 12 hours);
        }
    }

    function _picture() private view returns (bytes32) {
        return keccak256(abi.encode(ledger.lotOf(lot), statusOf(0), ledger.segmentOf(lot, 0)));
    }

    /* BEFORE */

    function _nothing() private {}

    function _putSupplied() private {
        require(_dispense() == 0, 'supplied');
    }

    function _putExported() private {
        require(_export() == 0, 'exported');
    }

    function _putLocked() private {
        require(_lock() == 0, 'locked');
    }

    function _putOnTheWay() private {
        require(_shipOn() == 0, 'shipped');
    }

    /* THE ACTS */

    function _dispense() private returns (bytes4) {
        return dispense(PHARMACY, 0, 0);
    }

    function _report() private returns (bytes4) {
        ILotLedger.ReportItem[] memory items = new ILotLedger.ReportItem[](1);
        items[0].operation = operation();
        items[0].party = PHARMACY;
        items[0].lot = lot;
        items[0].basis = uint8(ILotLedger.SupplyBasis.Emergency);
        items[0].reason = 1;
        listen(nodeOf(PHARMACY));
        ledger.reportSupplyMany(items, new IPrescriptionLedger.Voucher[](0));
        return refusal();
    }

    function _undoSupply() private returns (bytes4) {
        return undo(undoItem(PHARMACY, 0, 0, ILotLedger.UnitStatus.Supplied));
    }

    function _undoExport() private returns (bytes4) {
        return undo(undoItem(PHARMACY, 0, 0, ILotLedger.UnitStatus.Exported));
    }

    function _export() private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Exported);
    }

    function _sample() private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Sampled);
    }

    function _freeSample() private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.FreeSample);
    }

    function _destroy() private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Destroyed);
    }

    function _stolen() private returns (bytes4) {
        return decommission(PHARMACY, 0, 1, 0, ILotLedger.UnitStatus.Stolen);
    }

    function _lock() private returns (bytes4) {
        return lock(PHARMACY, 0, 1, 0);
    }

    function _unlock() private returns (bytes4) {
        return unlock(PHARMACY, 0, 1, 0);
    }

    function _missing() private returns (bytes4) {
        return reportMissing(PHARMACY, 0, 1, 0);
    }

    function _shipOn() private returns (bytes4) {
        return ship(PHARMACY, DISTRIBUTOR, 0, 1, 0);
    }

    function _shipToMaker() private returns (bytes4) {
        return ship(PHARMACY, MAKER, 0, 1, 0);
    }

    function _shipToDisposer() private returns (bytes4) {
        return ship(PHARMACY, DISPOSER, 0, 1, 0);
    }

    function _receiveIt() private returns (bytes4) {
        return receive_(DISTRIBUTOR, 0, 1, 0);
    }

    function _rejectIt() private returns (bytes4) {
        return reject(DISTRIBUTOR, 0, 1, 0);
    }

    function _void() private returns (bytes4) {
        return voidShipment(PHARMACY, 0, 1, 0);
    }

    function _amend() private returns (bytes4) {
        (uint16 version, bytes16 op) = (ledger.lotOf(lot).version, operation());
        vm.prank(NODE);
        try ledger.amendLot(op, MAKER, lot, expiry + 1, version) {
            return 0;
        } catch (bytes memory reason) {
            return bytes4(reason);
        }
    }

    function _hold() private returns (bytes4) {
        bytes16 op = operation();
        vm.prank(NODE);
        try ledger.hold(op, MAKER, lot) {
            return 0;
        } catch (bytes memory reason) {
            return bytes4(reason);
        }
    }

    function _holdByRegulator() private {
        bytes16 op = operation();
        vm.prank(REGULATOR_KEY);
        ledger.hold(op, REGULATOR, lot);
    }

    function _release() private returns (bytes4) {
        bytes16 op = operation();
        vm.prank(NODE);
        try ledger.release(op, MAKER, lot) {
            return 0;
        } catch (bytes memory reason) {
            return bytes4(reason);
        }
    }

    function _recall() private returns (bytes4) {
        (bytes16 proposal, bytes16 op) = (operation(), operation());
        vm.prank(NODE);
        try ledger.proposeRecall(proposal, MAKER, lot, 0, UNITS, 1) {
            vm.prank(MAKER_APPROVER);
            ledger.approveRecall(op, MAKER, proposal);
            return 0;
        } catch (bytes memory reason) {
            return bytes4(reason);
        }
    }

    function _withdraw() private returns (bytes4) {
        (bytes16 proposal, bytes16 op) = (operation(), operation());
        vm.prank(NODE);
        try ledger.proposeWithdrawal(proposal, MAKER, lot, 1) {
            vm.prank(MAKER_APPROVER);
            ledger.approveWithdrawal(op, MAKER, proposal);
            return 0;
        } catch (bytes memory reason) {
            return bytes4(reason);
        }
    }
}
