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
    mapping(bytes32 id => KeyProposal) private proposals;

    struct KeyProposal {
        address proposer;
        address key;
        uint32 party;
        uint8 rights;
        KeyProposalState state;
    }

    enum KeyProposalState {
        None,
        Open,
        Approved
    }

    /// @notice Founds the consortium with its first regulator.
    /// @param keys Its keys, at least two; each may operate and approve. With three, two can take away a stolen one.
    constructor(uint32 regulator, uint64 gln, address[] memory keys) {
        if (keys.length < 2 || keys[0] == keys[1]) revert NeedsSecondKey();
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
        if (_takesTwoKeys(party, rights)) revert NeedsSecondKey();
        _changeKey(operation, regulator, party, key, rights);
    }

    /// @inheritdoc IPartyRegistry
    function proposeKey(bytes16 operation, uint32 regulator, uint32 party, address key, uint8 rights) external {
        _onlyRegulator(regulator);
        _known(party);
        // Of what is left afterwards, two keys can still act together: those that decide now.
        if (party == regulator && key == msg.sender) revert NotOnOneself();
        bytes32 id = keccak256(abi.encode(regulator, operation));
        if (proposals[id].state != KeyProposalState.None) revert AlreadyProposed();
        _checkKey(party, key, rights);
        proposals[id] = KeyProposal(msg.sender, key, party, rights, KeyProposalState.Open);
        emit KeyProposed(operation, party, regulator, key, rights);
    }

    /// @inheritdoc IPartyRegistry
    function approveKey(bytes16 operation, uint32 regulator, bytes16 proposal) external {
        KeyProposal storage stored = proposals[keccak256(abi.encode(regulator, proposal))];
        KeyProposal memory proposed = stored;
        if (proposed.state != KeyProposalState.Open) revert UnknownProposal();
        _onlyKeyOfRegulator(regulator, msg.sender, Roles.APPROVE);
        // Who proposed it may have lost the key since, or been found to be a thief.
        _onlyKeyOfRegulator(regulator, proposed.proposer, Roles.OPERATE);
        if (proposed.proposer == msg.sender) revert SameKey();
        if (proposed.party == regulator && proposed.key == msg.sender) revert NotOnOneself();
        stored.state = KeyProposalState.Approved;
        _changeKey(operation, regulator, proposed.party, proposed.key, proposed.rights);
    }

    /// @inheritdoc IPartyRegistry
    function changeProfile(bytes16 operation, uint32 party, bytes32 hpkeKey, string calldata endpoint) external {
        _onlyKeyOf(party, msg.sender, Roles.OPERATE);
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

    function _onlyKeyOf(uint32 party, address key, uint8 right) private view {
        if (rightsOf[party][key] & right == 0) revert NotOperator();
        if (parties[party].standing != Standing.Active) revert PartySuspended();
    }

    function _onlyKeyOfRegulator(uint32 party, address key, uint8 right) private view {
        _onlyKeyOf(party, key, right);
        if (parties[party].roles != Roles.REGULATOR) revert MissingRole();
    }

    function _onlyRegulator(uint32 party) private view {
        _onlyKeyOfRegulator(party, msg.sender, Roles.OPERATE);
    }

    /// @dev Whatever could make one key two that approve each other: the approving right of anybody, and any change
    /// among a regulator's keys, taking away included, since a lone key would then decide alone.
    function _takesTwoKeys(uint32 party, uint8 rights) private view returns (bool) {
        return rights & Roles.APPROVE != 0 || _known(party).roles == Roles.REGULATOR;
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
        sides[key] = _checkKey(party, key, rights);
        rightsOf[party][key] = rights;
        emit KeyChanged(operation, party, regulator, key, rights);
    }

    function _checkKey(uint32 party, address key, uint8 rights) private view returns (Side side) {
        if (key == address(0) || rights > (Roles.OPERATE | Roles.APPROVE)) revert InvalidKey();
        side = parties[party].roles == Roles.REGULATOR ? Side.Regulator : Side.Trade;
        if (sides[key] != Side.Unused && sides[key] != side) revert KeyOfOtherSide();
    }
}
