// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract ChangeRolesTest is LedgerTest {
    function tryChange(address key, uint32 regulator, uint32 party, uint16 roles, bytes4 expected) private {
        vm.expectRevert(expected);
        vm.prank(key);
        registry.changeRoles(operation(), regulator, party, roles);
    }

    function testRefusesEverybodyButARegulator() external {
        tryChange(OUTSIDER, REGULATOR, PHARMACY, Roles.MANUFACTURER, IPartyRegistry.NotOperator.selector);
        tryChange(NODE, PHARMACY, PHARMACY, Roles.MANUFACTURER, IPartyRegistry.MissingRole.selector);
    }

    function testRefusesAnUnknownParty() external {
        tryChange(REGULATOR_KEY, REGULATOR, STRANGER, Roles.PHARMACY, IPartyRegistry.UnknownParty.selector);
    }

    function testMakesNoRegulatorAndUnmakesNone() external {
        tryChange(REGULATOR_KEY, REGULATOR, PHARMACY, Roles.REGULATOR, IPartyRegistry.InvalidRoles.selector);
        tryChange(REGULATOR_KEY, REGULATOR, REGULATOR, Roles.PHARMACY, IPartyRegistry.InvalidRoles.selector);
        tryChange(
            REGULATOR_KEY,
            REGULATOR,
            PHARMACY,
            Roles.REGULATOR | Roles.PHARMACY,
            IPartyRegistry.InvalidRoles.selector
        );
    }

    function testANewRoleCountsAtOnce() external {
        bytes32 lotId = keccak256('by a pharmacy');
        vm.expectRevert(IAuthorised.MissingRole.selector);
        vm.prank(NODE);
        ledger.registerLot(operation(), PHARMACY, lotId, 10, expiry, ROOT, bytes32(0));

        vm.prank(REGULATOR_KEY);
        registry.changeRoles(operation(), REGULATOR, PHARMACY, Roles.PHARMACY | Roles.MANUFACTURER);
        bytes32 made = registerLot(PHARMACY, lotId, 10);
        require(ledger.lotOf(made).maker == PHARMACY, 'maker');
    }
}
