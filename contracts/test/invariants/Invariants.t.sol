// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Actions} from './Actions.sol';

/// @notice What holds after any sequence of actions; `Observer` holds what must hold between two of them.
contract InvariantsTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Actions private actions;

    function setUp() external {
        actions = new Actions();
        actions.setUp();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actions);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](17);
        selectors[0] = Actions.ship.selector;
        selectors[1] = Actions.receive_.selector;
        selectors[2] = Actions.reject.selector;
        selectors[3] = Actions.voidShipment.selector;
        selectors[4] = Actions.reportMissing.selector;
        selectors[5] = Actions.lock.selector;
        selectors[6] = Actions.unlock.selector;
        selectors[7] = Actions.decommission.selector;
        selectors[8] = Actions.claim.selector;
        selectors[9] = Actions.dispense.selector;
        selectors[10] = Actions.reportSupply.selector;
        selectors[11] = Actions.undo.selector;
        selectors[12] = Actions.holdOrRelease.selector;
        selectors[13] = Actions.recall.selector;
        selectors[14] = Actions.reassign.selector;
        selectors[15] = Actions.suspendOrReinstate.selector;
        selectors[16] = Actions.passTime.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actions), selectors);
    }

    function invariant_custodyIsAPartitionAndFillsAreWithinWhatWasPrescribed() external view {
        actions.checkPartition();
        actions.checkItems();
    }
}
