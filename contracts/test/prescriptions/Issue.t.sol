// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract IssueTest is LedgerTest {
    function testRefusesEverybodyButAPrescriber() external {
        IPrescriptionLedger.IssueItem memory item = issueItem('id', ITEM_KEY, 30);
        by(OUTSIDER);
        same(issue(item), IAuthorised.NotOperator.selector);
        item.prescriber = PHARMACY;
        same(issue(item), IAuthorised.MissingRole.selector);
        item.prescriber = PRESCRIBER;
        suspend(PRESCRIBER);
        same(issue(item), IAuthorised.PartySuspended.selector);
    }

    function testRefusesTheSameIdTwice() external {
        issue('id', ITEM_KEY, 30);
        same(issue(issueItem('id', ITEM_KEY + 1, 60)), IPrescriptionLedger.AlreadyIssued.selector);
    }

    function testRefusesACancelledIdToo() external {
        issue('id', ITEM_KEY, 30);
        IPrescriptionLedger.CancelItem[] memory items = new IPrescriptionLedger.CancelItem[](1);
        items[0] = IPrescriptionLedger.CancelItem(operation(), PRESCRIBER, PRESCRIBER, 'id');
        vm.prank(NODE);
        prescriptions.cancelMany(items);
        same(issue(issueItem('id', ITEM_KEY, 30)), IPrescriptionLedger.AlreadyIssued.selector);
    }

    function testRefusesQuantitiesDaysAndKeysThatAreNone() external {
        same(issue(issueItem('id', ITEM_KEY, 0)), IPrescriptionLedger.InvalidQuantity.selector);
        same(issue(issueItem('id', ITEM_KEY, 1 << 20)), IPrescriptionLedger.InvalidQuantity.selector);
        IPrescriptionLedger.IssueItem memory item = issueItem('id', ITEM_KEY, 30);
        item.lastDay = item.firstDay - 1;
        same(issue(item), IPrescriptionLedger.InvalidDays.selector);
        (item.firstDay, item.lastDay) = (0, 0);
        same(issue(item), IPrescriptionLedger.InvalidDays.selector);
        item = issueItem('id', ITEM_KEY, 30);
        item.key = address(0);
        same(issue(item), IPrescriptionLedger.InvalidKey.selector);
        // The ledger keeps 112 bits: of this address they are zero, as of a cancelled item.
        item.key = address(uint160(1) << 112);
        same(issue(item), IPrescriptionLedger.InvalidKey.selector);
    }

    function testNobodyTakesAnIdFirst() external {
        admit(20, 8, OTHER_NODE);
        IPrescriptionLedger.IssueItem[] memory items = new IPrescriptionLedger.IssueItem[](1);
        items[0] = issueItem('id', ITEM_KEY + 1, 5);
        items[0].prescriber = 20;
        vm.prank(OTHER_NODE);
        prescriptions.issueMany(items);
        bytes32 ours = issue('id', ITEM_KEY, 30);
        require(prescriptions.itemOf(ours).remaining == 30, 'ours');
    }

    function testIssues(bytes32 id, uint256 key, uint32 quantity, uint16 first, uint16 last) external {
        key = uint256(bound(key, 1, type(uint32).max - 1));
        IPrescriptionLedger.IssueItem memory item = issueItem(id, key, bound(quantity, 1, (1 << 20) - 1));
        item.firstDay = first;
        item.lastDay = uint16(bound(last, first == 0 ? 1 : first, type(uint16).max));
        IPrescriptionLedger.IssueItem[] memory items = new IPrescriptionLedger.IssueItem[](1);
        items[0] = item;
        listen(NODE);
        prescriptions.issueMany(items);

        bytes32 slot = keccak256(abi.encode(PRESCRIBER, id));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == IPrescriptionLedger.Issued.selector, 'event');
        require(bytes16(logs[0].topics[1]) == item.operation && logs[0].topics[2] == slot, 'operation and item');
        require(uint256(logs[0].topics[3]) == PRESCRIBER, 'prescriber');
        bytes memory data = abi.encode(item.key, item.quantity, item.firstDay, item.lastDay);
        require(keccak256(logs[0].data) == keccak256(data), 'data');
        IPrescriptionLedger.Item memory record = prescriptions.itemOf(slot);
        require(record.key == uint112(uint160(item.key)) && record.remaining == item.quantity, 'record');
        require(record.firstDay == item.firstDay && record.lastDay == item.lastDay, 'days');
        require(record.used == 0 && record.fills == 0, 'unused');
    }
}
