// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAnchorLog} from '../../src/interfaces/IAnchorLog.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract AnchorTest is LedgerTest {
    function testRefusesAKeyOfAnotherParty() external {
        vm.expectRevert(IAnchorLog.NotOperator.selector);
        vm.prank(OTHER_NODE);
        anchors.anchor(operation(), PHARMACY, 1, ROOT, 5);
        vm.expectRevert(IAnchorLog.NotOperator.selector);
        vm.prank(MAKER_APPROVER);
        anchors.anchor(operation(), MAKER, 1, ROOT, 5);
    }

    function testRefusesASuspendedParty() external {
        suspend(PHARMACY);
        vm.expectRevert(IAnchorLog.PartySuspended.selector);
        vm.prank(NODE);
        anchors.anchor(operation(), PHARMACY, 1, ROOT, 5);
    }

    function testChainsTheRootsOfAnOperator(bytes32[3] calldata roots, uint16 kind, uint64 count) external {
        bytes32 head;
        for (uint256 i; i < 3; ++i) {
            vm.prank(NODE);
            anchors.anchor(operation(), PHARMACY, kind, roots[i], count);
            head = keccak256(abi.encode(head, kind, roots[i], count));
            require(anchors.headOf(NODE) == head, 'head');
        }
    }

    function testKeepsTheChainsOfOperatorsApart() external {
        vm.prank(NODE);
        anchors.anchor(operation(), PHARMACY, 1, ROOT, 5);
        bytes32 head = anchors.headOf(NODE);
        vm.prank(OTHER_NODE);
        anchors.anchor(operation(), OTHER_PHARMACY, 1, keccak256('another'), 5);
        require(anchors.headOf(NODE) == head, 'own head');
        require(anchors.headOf(OTHER_NODE) != head, 'other head');
    }
}
