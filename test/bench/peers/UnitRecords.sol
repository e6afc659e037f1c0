// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The other design that this ledger is compared with: a storage word for each pack.
contract UnitRecords {
    event Changed(bytes32 indexed serial, address holder, uint8 status);

    struct Unit {
        address holder;
        uint8 status;
    }

    mapping(bytes32 => Unit) public units;

    /// @notice Makes packs, each a record.
    function register(bytes32[] calldata serials) external {
        for (uint256 i; i < serials.length; ++i) {
            require(units[serials[i]].status == 0, 'exists');
            units[serials[i]] = Unit(msg.sender, 1);
            emit Changed(serials[i], msg.sender, 1);
        }
    }

    /// @notice Hands packs on.
    function ship(bytes32[] calldata serials, address to) external {
        for (uint256 i; i < serials.length; ++i) {
            Unit storage unit = units[serials[i]];
            require(unit.holder == msg.sender && unit.status == 1, 'not yours');
            unit.holder = to;
            emit Changed(serials[i], to, 1);
        }
    }

    /// @notice Supplies packs.
    function dispense(bytes32[] calldata serials) external {
        for (uint256 i; i < serials.length; ++i) {
            Unit storage unit = units[serials[i]];
            require(unit.holder == msg.sender && unit.status == 1, 'not yours');
            unit.status = 2;
            emit Changed(serials[i], msg.sender, 2);
        }
    }
}
