// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAnchorLog} from './interfaces/IAnchorLog.sol';
import {IPartyRegistry} from './interfaces/IPartyRegistry.sol';
import {Roles} from './libraries/Roles.sol';

/// @title The anchor log; see `IAnchorLog`
contract AnchorLog is IAnchorLog {
    IPartyRegistry public immutable registry;

    /// @inheritdoc IAnchorLog
    mapping(address operator => bytes32 head) public headOf;

    constructor(IPartyRegistry registry_) {
        registry = registry_;
    }

    /// @inheritdoc IAnchorLog
    function anchor(bytes16 operation, uint32 party, uint16 kind, bytes32 root, uint64 count) external {
        (, uint8 rights, bool active) = registry.authority(party, msg.sender);
        if (rights & Roles.OPERATE == 0) revert NotOperator();
        if (!active) revert PartySuspended();
        bytes32 previous = headOf[msg.sender];
        bytes32 head = keccak256(abi.encode(previous, kind, root, count));
        headOf[msg.sender] = head;
        emit Anchored(operation, msg.sender, party, kind, root, count, previous, head);
    }
}
