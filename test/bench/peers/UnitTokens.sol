// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The design that this ledger is compared with: a token (ERC-721) for each pack.
/// @dev As lean as the standard allows, without names, approvals and receivers' checks: a full one costs more.
contract UnitTokens {
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);

    mapping(uint256 => address) public ownerOf;
    mapping(address => uint256) public balanceOf;

    /// @notice Makes packs, each a token.
    function register(uint256[] calldata serials) external {
        for (uint256 i; i < serials.length; ++i) {
            require(ownerOf[serials[i]] == address(0), 'exists');
            ownerOf[serials[i]] = msg.sender;
            emit Transfer(address(0), msg.sender, serials[i]);
        }
        balanceOf[msg.sender] += serials.length;
    }

    /// @notice Hands packs on.
    function ship(uint256[] calldata serials, address to) external {
        for (uint256 i; i < serials.length; ++i) {
            require(ownerOf[serials[i]] == msg.sender, 'not yours');
            ownerOf[serials[i]] = to;
            emit Transfer(msg.sender, to, serials[i]);
        }
        balanceOf[msg.sender] -= serials.length;
        balanceOf[to] += serials.length;
    }

    /// @notice Supplies packs: the tokens are burnt.
    function dispense(uint256[] calldata serials) external {
        for (uint256 i; i < serials.length; ++i) {
            require(ownerOf[serials[i]] == msg.sender, 'not yours');
            delete ownerOf[serials[i]];
            emit Transfer(msg.sender, address(0), serials[i]);
        }
        balanceOf[msg.sender] -= serials.length;
    }
}
