// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract RegisterLotTest is LedgerTest {
    bytes32 private constant OTHER = keccak256('another lot id');

    function tryRegister(uint32 party, bytes32 lotId, uint32 units, uint16 day, bytes32 root, bytes4 expected) private {
        vm.expectRevert(expected);
        vm.prank(nodeOf(party));
        ledger.registerLot(operation(), party, lotId, units, day, root, bytes32(0));
    }

    function testRefusesAKeyOfAnotherParty() external {
        vm.expectRevert(IAuthorised.NotOperator.selector);
        vm.prank(OTHER_NODE);
        ledger.registerLot(operation(), MAKER, OTHER, 10, expiry, ROOT, bytes32(0));
    }

    function testRefusesAPartyThatIsNoManufacturer() external {
        tryRegister(PHARMACY, OTHER, 10, expiry, ROOT, IAuthorised.MissingRole.selector);
        tryRegister(REGULATOR, OTHER, 10, expiry, ROOT, IAuthorised.MissingRole.selector);
    }

    function testRefusesASuspendedMaker() external {
        suspend(MAKER);
        tryRegister(MAKER, OTHER, 10, expiry, ROOT, IAuthorised.PartySuspended.selector);
    }

    function testRefusesTheSameLotIdTwice() external {
        tryRegister(MAKER, LOT_ID, 10, expiry, ROOT, ILotLedger.AlreadyRegistered.selector);
    }

    function testRefusesNoUnitsAndTooMany(uint32 units) external {
        vm.assume(units == 0 || units >= 1 << 28);
        tryRegister(MAKER, OTHER, units, expiry, ROOT, ILotLedger.InvalidUnits.selector);
    }

    function testRefusesAMissingRootOrId() external {
        tryRegister(MAKER, OTHER, 10, expiry, bytes32(0), ILotLedger.InvalidRoot.selector);
        tryRegister(MAKER, bytes32(0), 10, expiry, ROOT, ILotLedger.InvalidRoot.selector);
    }

    function testRefusesALotThatIsExpired(uint16 day) external {
        day = uint16(bound(day, 0, today - 2));
        tryRegister(MAKER, OTHER, 10, day, ROOT, ILotLedger.LotIsExpired.selector);
    }

    function testRefusesAnUnknownSource() external {
        vm.expectRevert(ILotLedger.UnknownLot.selector);
        vm.prank(NODE);
        ledger.registerLot(operation(), MAKER, OTHER, 10, expiry, ROOT, keccak256('nothing'));
    }

    function testNobodyTakesAnIdFirst(bytes32 lotId) external {
        vm.assume(lotId != 0 && lotId != LOT_ID);
        bytes32 theirs = registerLot(OTHER_MAKER, lotId, 5);
        bytes32 ours = registerLot(MAKER, lotId, 10);
        require(ours != theirs, 'keys');
        require(ledger.lotOf(ours).units == 10 && ledger.lotOf(theirs).units == 5, 'lots');
    }

    function testRegisters(bytes32 lotId, uint32 units, uint16 day, bytes32 root) external {
        vm.assume(lotId != 0 && lotId != LOT_ID && root != 0);
        units = bound(units, 1, (1 << 28) - 1);
        day = uint16(bound(day, today, type(uint16).max));
        bytes16 id = operation();
        bytes32 key = keccak256(abi.encode(MAKER, lotId));
        listen(NODE);
        ledger.registerLot(id, MAKER, lotId, units, day, root, lot);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == ILotLedger.LotRegistered.selector, 'event');
        require(bytes16(logs[0].topics[1]) == id && logs[0].topics[2] == key, 'operation and lot');
        require(uint256(logs[0].topics[3]) == MAKER, 'maker');
        require(keccak256(logs[0].data) == keccak256(abi.encode(lotId, root, units, day, lot)), 'data');

        lot = key;
        expectHeld(0, units, MAKER);
        ILotLedger.Lot memory record = ledger.lotOf(key);
        require(record.maker == MAKER && record.units == units && record.root == root, 'record');
        require(record.registeredDay == today && record.expiryDay == day && record.version == 0, 'days');
        require(!record.heldByMaker && !record.heldByRegulator && !record.recalled && !record.withdrawn, 'flags');
    }
}
