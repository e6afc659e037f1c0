// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from './interfaces/IAuthorised.sol';
import {IPartyRegistry} from './interfaces/IPartyRegistry.sol';
import {Refusals} from './libraries/Refusals.sol';
import {Roles} from './libraries/Roles.sol';

/// @title Who may call
abstract contract Authorised is IAuthorised {
    uint256 internal constant MAX_ITEMS = 200;

    IPartyRegistry public immutable registry;

    /// @notice What the registry said last, so that a batch asks once per party.
    struct Session {
        uint32 party;
        uint16 roles;
        uint8 rights;
        bool active;
    }

    constructor(IPartyRegistry registry_) {
        registry = registry_;
    }

    /// @dev Party 0 is never admitted, so an empty session refuses it.
    function _authorise(
        Session memory session,
        uint32 party,
        uint16 anyOf,
        uint8 right
    ) internal view returns (bytes4) {
        if (session.party != party) {
            (session.roles, session.rights, session.active) = registry.authority(party, msg.sender);
            session.party = party;
        }
        if (session.rights & right == 0) return NotOperator.selector;
        if (!session.active) return PartySuspended.selector;
        if (session.roles & anyOf == 0) return MissingRole.selector;
        return Refusals.NONE;
    }

    function _authoriseOne(uint32 party, uint16 anyOf, uint8 right) internal view returns (Session memory session) {
        Refusals.raise(_authorise(session, party, anyOf, right));
    }

    function _limit(uint256 items) internal pure {
        if (items > MAX_ITEMS) revert TooManyItems();
    }
}
