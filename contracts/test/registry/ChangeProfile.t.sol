// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract ChangeProfileTest is LedgerTest {
    function testRefusesEverybodyButTheParty() external {
        vm.expectRevert(IPartyRegistry.NotOperator.selector);
        vm.prank(OTHER_NODE);
        registry.changeProfile(operation(), MAKER, bytes32(0), 'https://elsewhere.example');
        vm.expectRevert(IPartyRegistry.NotOperator.selector);
        vm.prank(REGULATOR_KEY);
        registry.changeProfile(operation(), MAKER, bytes32(0), 'https://elsewhere.example');
    }

    function testChangesWhereThePartyIsReachedAndNothingElse(bytes32 key, string calldata endpoint) external {
        IPartyRegistry.Party memory before = registry.partyOf(MAKER);
        vm.prank(NODE);
        registry.changeProfile(operation(), MAKER, key, endpoint);
        IPartyRegistry.Party memory record = registry.partyOf(MAKER);
        require(record.hpkeKey == key, 'key');
        require(keccak256(bytes(record.endpoint)) == keccak256(bytes(endpoint)), 'endpoint');
        require(record.gln == before.gln && record.roles == before.roles, 'rest');
        require(record.standing == before.standing, 'standing');
    }
}
