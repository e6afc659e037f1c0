// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartyRegistry} from './interfaces/IPartyRegistry.sol';
import {Roles} from './libraries/Roles.sol';

/// @title The party registry; see `IPartyRegistry`
contract PartyRegistry is IPartyRegistry {
    uint64 private constant MAX_GLN = 9_999_999_999_999;

    mapping(uint32 party => Party) private parties;
    mapping(uint32 party => mapping(address key => uint8 rights)) private rightsOf;
    mapping(address key => Side) private sides;

    /// @notice Founds the consortium with its first regulator.
    /// @param keys Its keys; each may operate and approve. Give at least two, since a recall takes two.
    constructor(uint32 regulator, uint64 gln, address[] memory keys) {
        _admit(bytes16(0), regulator, regulator, gln, Roles.REGULATOR, bytes32(0), '');
        for (uint256 i; i < keys.length; ++i) {
            _changeKey(bytes16(0), regulator, regulator, keys[i], Roles.OPERATE | Roles.APPROVE);
        }
    }

    /// @inheritdoc IPartyRegistry
    function admit(
        bytes16 operation,
        uint32 regulator,
        uint32 party,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string calldata endpoint
    ) external {
        _onlyRegulator(regulator);
        _admit(operation, regulator, party, gln, roles, hpkeKey, endpoint);
    }

    /// @inheritdoc IPartyRegistry
    function changeRoles(bytes16 operation, uint32 regulator, uint32 party, uint16 roles) external {
        _onlyRegulator(regulator);
        Party storage record = _known(party);
        if (record.roles == Roles.REGULATOR || roles == Roles.REGULATOR) revert InvalidRoles();
        _checkRoles(roles);
        record.roles = roles;
        emit RolesChanged(operation, party, regulator, roles);
    }

    /// @inheritdoc IPartyRegistry
    function suspend(bytes16 operation, uint32 regulator, uint32 party) external {
        _onlyRegulator(regulator);
        if (party == regulator) revert NotOnOneself();
        Party storage record = _known(party);
        if (record.standing != Standing.Active) revert WrongStanding();
        record.standing = Standing.Suspended;
        emit PartyWasSuspended(operation, party, regulator);
    }

    /// @inheritdoc IPartyRegistry
    function reinstate(bytes16 operation, uint32 regulator, uint32 party) external {
        _onlyRegulator(regulator);
        Party storage record = _known(party);
        if (record.standing != Standing.Suspended) revert WrongStanding();
        record.standing = Standing.Active;
        emit PartyReinstated(operation, party, regulator);
    }

    /// @inheritdoc IPartyRegistry
    function changeKey(bytes16 operation, uint32 regulator, uint32 party, address key, uint8 rights) external {
        _onlyRegulator(regulator);
        _known(party);
        // The sender keeps its own means to act, so that a regulator always has one.
        if (party == regulator && key == msg.sender && rights & Roles.OPERATE == 0) revert NotOnOneself();
        _changeKey(operation, regulator, party, key, rights);
    }

    /// @inheritdoc IPartyRegistry
    function changeProfile(bytes16 operation, uint32 party, bytes32 hpkeKey, string calldata endpoint) external {
        _onlyOperator(party);
        Party storage record = parties[party];
        record.hpkeKey = hpkeKey;
        record.endpoint = endpoint;
        emit ProfileChanged(operation, party, hpkeKey, endpoint);
    }

    /// @inheritdoc IPartyRegistry
    function authority(uint32 party, address key) external view returns (uint16 roles, uint8 rights, bool active) {
        Party storage record = parties[party];
        return (record.roles, rightsOf[party][key], record.standing == Standing.Active);
    }

    /// @inheritdoc IPartyRegistry
    function partyOf(uint32 party) external view returns (Party memory) {
        return parties[party];
    }

    /// @inheritdoc IPartyRegistry
    function sideOf(address key) external view returns (Side) {
        return sides[key];
    }

    function _onlyOperator(uint32 party) private view {
        if (rightsOf[party][msg.sender] & Roles.OPERATE == 0) revert NotOperator();
        if (parties[party].standing != Standing.Active) revert PartySuspended();
    }

    function _onlyRegulator(uint32 party) private view {
        _onlyOperator(party);
        if (parties[party].roles != Roles.REGULATOR) revert MissingRole();
    }

    function _known(uint32 party) private view returns (Party storage record) {
        record = parties[party];
        if (record.standing == Standing.Unknown) revert UnknownParty();
    }

    function _checkRoles(uint16 roles) private pure {
        if (roles == 0 || roles > Roles.ALL) revert InvalidRoles();
        if (roles & Roles.REGULATOR != 0 && roles != Roles.REGULATOR) revert InvalidRoles();
    }

    function _admit(
        bytes16 operation,
        uint32 regulator,
        uint32 party,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string memory endpoint
    ) private {
        // Id 0 stands for "no party" everywhere.
        if (party == 0 || parties[party].standing != Standing.Unknown) revert AlreadyAdmitted();
        if (gln == 0 || gln > MAX_GLN) revert InvalidGln();
        _checkRoles(roles);
        parties[party] = Party(gln, roles, Standing.Active, hpkeKey, endpoint);
        emit PartyAdmitted(operation, party, regulator, gln, roles, hpkeKey, endpoint);
    }

    function _changeKey(bytes16 operation, uint32 regulator, uint32 party, address key, uint8 rights) private {
        if (key == address(0) || rights > (Roles.OPERATE | Roles.APPROVE)) revert InvalidKey();
        Side side = parties[party].roles == Roles.REGULATOR ? Side.Regulator : Side.Trade;
        if (sides[key] != Side.Unused && sides[key] != side) revert KeyOfOtherSide();
        sides[key] = side;
        rightsOf[party][key] = rights;
        emit KeyChanged(operation, party, regulator, key, rights);
    }
}
