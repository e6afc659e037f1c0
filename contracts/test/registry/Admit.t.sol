// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';
import {Vm} from '../base/Vm.sol';

contract AdmitTest is LedgerTest {
    function tryAdmit(address key, uint32 regulator, uint32 party, uint64 gln, uint16 roles, bytes4 expected) private {
        vm.expectRevert(expected);
        vm.prank(key);
        registry.admit(operation(), regulator, party, gln, roles, bytes32(0), '');
    }

    function testRefusesAKeyOfNobody(address key) external {
        vm.assume(key != REGULATOR_KEY && key != REGULATOR_SECOND_KEY);
        tryAdmit(key, REGULATOR, 50, 1, Roles.PHARMACY, IPartyRegistry.NotOperator.selector);
    }

    function testRefusesAPartyThatIsNoRegulator() external {
        tryAdmit(NODE, MAKER, 50, 1, Roles.PHARMACY, IPartyRegistry.MissingRole.selector);
    }

    function testRefusesASuspendedRegulator() external {
        admit(20, Roles.REGULATOR, address(0xa3));
        suspend(20);
        tryAdmit(address(0xa3), 20, 50, 1, Roles.PHARMACY, IPartyRegistry.PartySuspended.selector);
    }

    function testRefusesAnIdThatIsTaken() external {
        tryAdmit(REGULATOR_KEY, REGULATOR, MAKER, 1, Roles.PHARMACY, IPartyRegistry.AlreadyAdmitted.selector);
    }

    function testRefusesIdZero() external {
        tryAdmit(REGULATOR_KEY, REGULATOR, 0, 1, Roles.PHARMACY, IPartyRegistry.AlreadyAdmitted.selector);
    }

    function testRefusesAGlnOutOfRange(uint64 gln) external {
        vm.assume(gln == 0 || gln > 9_999_999_999_999);
        tryAdmit(REGULATOR_KEY, REGULATOR, 50, gln, Roles.PHARMACY, IPartyRegistry.InvalidGln.selector);
    }

    function testRefusesRolesThatAreNone(uint16 roles) external {
        vm.assume(roles == 0 || roles > Roles.ALL || (roles & Roles.REGULATOR != 0 && roles != Roles.REGULATOR));
        tryAdmit(REGULATOR_KEY, REGULATOR, 50, 1, roles, IPartyRegistry.InvalidRoles.selector);
    }

    function testAdmits(uint32 party, uint64 gln, uint8 roles, bytes32 hpkeKey, string calldata endpoint) external {
        vm.assume(party > PARTIES);
        gln = uint64(bound(gln, 1, 2 ** 32 - 1));
        uint16 granted = uint16(bound(roles, 1, Roles.REGULATOR - 1));
        bytes16 id = operation();
        listen(REGULATOR_KEY);
        registry.admit(id, REGULATOR, party, gln, granted, hpkeKey, endpoint);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        require(logs.length == 1 && logs[0].topics[0] == IPartyRegistry.PartyAdmitted.selector, 'event');
        require(bytes16(logs[0].topics[1]) == id, 'operation');
        require(uint256(logs[0].topics[2]) == party && uint256(logs[0].topics[3]) == REGULATOR, 'parties');
        require(keccak256(logs[0].data) == keccak256(abi.encode(gln, granted, hpkeKey, endpoint)), 'what was admitted');
        IPartyRegistry.Party memory record = registry.partyOf(party);
        require(record.gln == gln && record.roles == granted && record.hpkeKey == hpkeKey, 'record');
        require(record.standing == IPartyRegistry.Standing.Active, 'standing');
        require(keccak256(bytes(record.endpoint)) == keccak256(bytes(endpoint)), 'endpoint');
    }

    function testGivesNoKeyAnyRight(address key) external {
        vm.prank(REGULATOR_KEY);
        registry.admit(operation(), REGULATOR, 50, 1, Roles.PHARMACY, bytes32(0), '');
        (, uint8 rights, ) = registry.authority(50, key);
        require(rights == 0, 'rights');
    }
}
