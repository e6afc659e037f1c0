// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract ChangeKeyTest is LedgerTest {
    function tryChange(
        address by_,
        uint32 regulator,
        uint32 party,
        address key,
        uint8 rights,
        bytes4 expected
    ) private {
        vm.expectRevert(expected);
        vm.prank(by_);
        registry.changeKey(operation(), regulator, party, key, rights);
    }

    function change(uint32 party, address key, uint8 rights) private {
        vm.prank(REGULATOR_KEY);
        registry.changeKey(operation(), REGULATOR, party, key, rights);
    }

    function testRefusesEverybodyButARegulator() external {
        // An operating key must not be able to make itself an approving one.
        tryChange(NODE, MAKER, MAKER, NODE, 3, IPartyRegistry.MissingRole.selector);
        tryChange(OUTSIDER, REGULATOR, MAKER, OUTSIDER, 1, IPartyRegistry.NotOperator.selector);
    }

    function testRefusesAnUnknownPartyKeyOrRight() external {
        tryChange(REGULATOR_KEY, REGULATOR, STRANGER, OUTSIDER, 1, IPartyRegistry.UnknownParty.selector);
        tryChange(REGULATOR_KEY, REGULATOR, MAKER, address(0), 1, IPartyRegistry.InvalidKey.selector);
        tryChange(REGULATOR_KEY, REGULATOR, MAKER, OUTSIDER, 4, IPartyRegistry.InvalidKey.selector);
    }

    function testKeepsRegulatorsAndHostingNodesApart() external {
        tryChange(REGULATOR_KEY, REGULATOR, REGULATOR, NODE, 1, IPartyRegistry.KeyOfOtherSide.selector);
        tryChange(REGULATOR_KEY, REGULATOR, MAKER, REGULATOR_SECOND_KEY, 1, IPartyRegistry.KeyOfOtherSide.selector);
        // Also after the rights are taken away: what was a node's key stays one.
        change(MAKER, NODE, 0);
        tryChange(REGULATOR_KEY, REGULATOR, REGULATOR, NODE, 1, IPartyRegistry.KeyOfOtherSide.selector);
        require(registry.sideOf(NODE) == IPartyRegistry.Side.Trade, 'side');
        require(registry.sideOf(REGULATOR_KEY) == IPartyRegistry.Side.Regulator, 'side');
        require(registry.sideOf(OUTSIDER) == IPartyRegistry.Side.Unused, 'side');
    }

    function testARegulatorDoesNotLockItselfOut() external {
        tryChange(REGULATOR_KEY, REGULATOR, REGULATOR, REGULATOR_KEY, 2, IPartyRegistry.NotOnOneself.selector);
        vm.prank(REGULATOR_SECOND_KEY);
        registry.changeKey(operation(), REGULATOR, REGULATOR, REGULATOR_KEY, 0);
        tryChange(REGULATOR_KEY, REGULATOR, MAKER, OUTSIDER, 1, IPartyRegistry.NotOperator.selector);
    }

    function testRightsHoldForOnePartyAndOneKey(uint8 rights, address key) external {
        rights = uint8(bound(rights, 0, 3));
        vm.assume(key > address(0xffff));
        change(PHARMACY, key, rights);
        (, uint8 here, ) = registry.authority(PHARMACY, key);
        (, uint8 elsewhere, ) = registry.authority(OTHER_PHARMACY, key);
        require(here == rights && elsewhere == 0, 'rights');
    }

    function testAKeyTakenAwayActsNoMore() external {
        change(MAKER, NODE, 0);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), IAuthorised.NotOperator.selector);
        by(NODE);
        same(ship(DISTRIBUTOR, PHARMACY, 0, 10, 0), bytes4(keccak256('NotHolder()')));
    }

    function testAnApprovingKeyDoesNotOperate() external {
        by(MAKER_APPROVER);
        same(ship(MAKER, DISTRIBUTOR, 0, 10, 0), IAuthorised.NotOperator.selector);
    }
}
