// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartyRegistry} from './interfaces/IPartyRegistry.sol';
import {Roles} from './libraries/Roles.sol';

/// @title The party registry; see `IPartyRegistry`
contract PartyRegistry is IPartyRegistry {
    uint64 private constant MAX_GLN = 9_999_999_999_999;
    /// @inheritdoc IPartyRegistry
    uint256 public constant PROPOSAL_STANDS = 14 days;

    mapping(uint32 party => Party) private parties;
    mapping(uint32 party => mapping(address key => uint8 rights)) private rightsOf;
    mapping(address key => Side) private sides;
    mapping(bytes32 id => Proposal) private proposals;

    /// @param until The last second in which it can be approved.
    /// @param content Hash of what was proposed.
    struct Proposal {
        address proposer;
        uint48 until;
        ProposalState state;
        bytes32 content;
    }

    enum ProposalState {
        None,
        Open,
        Approved,
        Retracted
    }

    /// @dev Part of the hash of a proposal, so that none is taken for one of another kind.
    enum Order {
        Admission,
        Roles,
        Reinstatement,
        Key
    }

    /// @notice Founds the consortium with its first regulator.
    /// @param keys Its keys, at least two; each may operate and approve. With three, two can take away a stolen one.
    constructor(uint32 regulator, uint64 gln, address[] memory keys) {
        if (keys.length < 2 || keys[0] == keys[1]) revert NeedsSecondKey();
        KeyGrant[] memory grants = new KeyGrant[](keys.length);
        for (uint256 i; i < keys.length; ++i) {
            grants[i] = KeyGrant(keys[i], Roles.OPERATE | Roles.APPROVE);
        }
        _checkAdmission(regulator, gln, Roles.REGULATOR, grants);
        _admit(bytes16(0), regulator, regulator, gln, Roles.REGULATOR, bytes32(0), '', grants);
    }

    /// @inheritdoc IPartyRegistry
    function proposeAdmission(
        bytes16 operation,
        uint32 regulator,
        uint32 party,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string calldata endpoint,
        KeyGrant[] calldata keys
    ) external {
        _onlyRegulator(regulator);
        _checkAdmission(party, gln, roles, keys);
        bytes32 content = keccak256(abi.encode(Order.Admission, party, gln, roles, hpkeKey, endpoint, keys));
        _propose(operation, regulator, content);
        emit AdmissionProposed(operation, party, regulator, gln, roles, hpkeKey, endpoint, content);
    }

    /// @inheritdoc IPartyRegistry
    function approveAdmission(
        bytes16 operation,
        uint32 regulator,
        bytes16 proposal,
        uint32 party,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string calldata endpoint,
        KeyGrant[] calldata keys
    ) external {
        bytes32 content = keccak256(abi.encode(Order.Admission, party, gln, roles, hpkeKey, endpoint, keys));
        _approve(regulator, proposal, content);
        // The id, or a side of the keys, may have been taken since.
        _checkAdmission(party, gln, roles, keys);
        _admit(operation, regulator, party, gln, roles, hpkeKey, endpoint, keys);
    }

    /// @inheritdoc IPartyRegistry
    function proposeRoles(bytes16 operation, uint32 regulator, uint32 party, uint16 roles) external {
        _onlyRegulator(regulator);
        if (_known(party).roles == Roles.REGULATOR || roles == Roles.REGULATOR) revert InvalidRoles();
        _checkRoles(roles);
        _propose(operation, regulator, keccak256(abi.encode(Order.Roles, party, roles)));
        emit RolesProposed(operation, party, regulator, roles);
    }

    /// @inheritdoc IPartyRegistry
    function approveRoles(bytes16 operation, uint32 regulator, bytes16 proposal, uint32 party, uint16 roles) external {
        _approve(regulator, proposal, keccak256(abi.encode(Order.Roles, party, roles)));
        parties[party].roles = roles;
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
    function proposeReinstatement(bytes16 operation, uint32 regulator, uint32 party) external {
        _onlyRegulator(regulator);
        if (parties[party].standing != Standing.Suspended) revert WrongStanding();
        _propose(operation, regulator, keccak256(abi.encode(Order.Reinstatement, party)));
        emit ReinstatementProposed(operation, party, regulator);
    }

    /// @inheritdoc IPartyRegistry
    function approveReinstatement(bytes16 operation, uint32 regulator, bytes16 proposal, uint32 party) external {
        _approve(regulator, proposal, keccak256(abi.encode(Order.Reinstatement, party)));
        Party storage record = parties[party];
        if (record.standing != Standing.Suspended) revert WrongStanding();
        record.standing = Standing.Active;
        emit PartyReinstated(operation, party, regulator);
    }

    /// @inheritdoc IPartyRegistry
    function withdrawKey(bytes16 operation, uint32 regulator, uint32 party, address key) external {
        _onlyRegulator(regulator);
        if (_known(party).roles == Roles.REGULATOR) revert NeedsSecondKey();
        if (rightsOf[party][key] == 0) revert InvalidKey();
        _changeKey(operation, regulator, party, key, 0);
    }

    /// @inheritdoc IPartyRegistry
    function proposeKey(bytes16 operation, uint32 regulator, uint32 party, address key, uint8 rights) external {
        _onlyRegulator(regulator);
        // Of what is left afterwards, two keys can still act together: those that decide now.
        if (party == regulator && key == msg.sender) revert NotOnOneself();
        _checkKey(_known(party).roles, key, rights);
        _propose(operation, regulator, keccak256(abi.encode(Order.Key, party, key, rights)));
        emit KeyProposed(operation, party, regulator, key, rights);
    }

    /// @inheritdoc IPartyRegistry
    function approveKey(
        bytes16 operation,
        uint32 regulator,
        bytes16 proposal,
        uint32 party,
        address key,
        uint8 rights
    ) external {
        _approve(regulator, proposal, keccak256(abi.encode(Order.Key, party, key, rights)));
        if (party == regulator && key == msg.sender) revert NotOnOneself();
        _checkKey(parties[party].roles, key, rights);
        _changeKey(operation, regulator, party, key, rights);
    }

    /// @inheritdoc IPartyRegistry
    function retractOrder(bytes16 operation, uint32 regulator, bytes16 proposal) external {
        _onlyRegulator(regulator);
        Proposal storage stored = proposals[_idOf(regulator, proposal)];
        if (stored.state != ProposalState.Open) revert UnknownProposal();
        stored.state = ProposalState.Retracted;
        emit OrderRetracted(operation, regulator, proposal);
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

    function _idOf(uint32 regulator, bytes16 proposal) private pure returns (bytes32) {
        return keccak256(abi.encode(regulator, proposal));
    }

    function _propose(bytes16 operation, uint32 regulator, bytes32 content) private {
        bytes32 id = _idOf(regulator, operation);
        if (proposals[id].state != ProposalState.None) revert AlreadyProposed();
        uint48 until = uint48(block.timestamp + PROPOSAL_STANDS);
        proposals[id] = Proposal(msg.sender, until, ProposalState.Open, content);
    }

    function _approve(uint32 regulator, bytes16 proposal, bytes32 content) private {
        Proposal storage stored = proposals[_idOf(regulator, proposal)];
        if (stored.state != ProposalState.Open) revert UnknownProposal();
        if (block.timestamp > stored.until) revert ProposalExpired();
        _onlyKeyOfRegulator(regulator, msg.sender, Roles.APPROVE);
        // Who proposed it may have lost the key since, or been found to be a thief.
        _onlyKeyOfRegulator(regulator, stored.proposer, Roles.OPERATE);
        if (stored.proposer == msg.sender) revert SameKey();
        if (stored.content != content) revert OtherThanProposed();
        stored.state = ProposalState.Approved;
    }

    function _known(uint32 party) private view returns (Party storage record) {
        record = parties[party];
        if (record.standing == Standing.Unknown) revert UnknownParty();
    }

    function _checkRoles(uint16 roles) private pure {
        if (roles == 0 || roles > Roles.ALL) revert InvalidRoles();
        if (roles & Roles.REGULATOR != 0 && roles != Roles.REGULATOR) revert InvalidRoles();
    }

    function _checkAdmission(uint32 party, uint64 gln, uint16 roles, KeyGrant[] memory keys) private view {
        // Id 0 stands for "no party" everywhere.
        if (party == 0 || parties[party].standing != Standing.Unknown) revert AlreadyAdmitted();
        if (gln == 0 || gln > MAX_GLN) revert InvalidGln();
        _checkRoles(roles);
        for (uint256 i; i < keys.length; ++i) _checkKey(roles, keys[i].key, keys[i].rights);
    }

    function _admit(
        bytes16 operation,
        uint32 regulator,
        uint32 party,
        uint64 gln,
        uint16 roles,
        bytes32 hpkeKey,
        string memory endpoint,
        KeyGrant[] memory keys
    ) private {
        parties[party] = Party(gln, roles, Standing.Active, hpkeKey, endpoint);
        emit PartyAdmitted(operation, party, regulator, gln, roles, hpkeKey, endpoint);
        for (uint256 i; i < keys.length; ++i) _changeKey(operation, regulator, party, keys[i].key, keys[i].rights);
    }

    /// @dev For a key that `_checkKey` let pass.
    function _changeKey(bytes16 operation, uint32 regulator, uint32 party, address key, uint8 rights) private {
        sides[key] = _sideOf(parties[party].roles);
        rightsOf[party][key] = rights;
        emit KeyChanged(operation, party, regulator, key, rights);
    }

    function _checkKey(uint16 roles, address key, uint8 rights) private view {
        if (key == address(0) || rights > (Roles.OPERATE | Roles.APPROVE)) revert InvalidKey();
        if (sides[key] != Side.Unused && sides[key] != _sideOf(roles)) revert KeyOfOtherSide();
    }

    function _sideOf(uint16 roles) private pure returns (Side) {
        return roles == Roles.REGULATOR ? Side.Regulator : Side.Trade;
    }
}
