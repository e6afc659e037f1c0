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

    function testOneKeyAloneGivesNobodyTheRightToApprove(uint8 rights) external {
        rights = uint8(bound(rights, Roles.APPROVE, Roles.OPERATE | Roles.APPROVE));
        tryChange(REGULATOR_KEY, REGULATOR, MAKER, OUTSIDER, rights, IPartyRegistry.NeedsSecondKey.selector);
        tryChange(REGULATOR_KEY, REGULATOR, MAKER, NODE, rights, IPartyRegistry.NeedsSecondKey.selector);
    }

    function testOneKeyAloneChangesNoKeyOfARegulator(uint8 rights) external {
        rights = uint8(bound(rights, 0, 3));
        // Neither one more, nor one less: who is left alone would decide alone.
        tryChange(REGULATOR_KEY, REGULATOR, REGULATOR, OUTSIDER, rights, IPartyRegistry.NeedsSecondKey.selector);
        tryChange(
            REGULATOR_KEY,
            REGULATOR,
            REGULATOR,
            REGULATOR_SECOND_KEY,
            rights,
            IPartyRegistry.NeedsSecondKey.selector
        );
        // Nor of a regulator that it has just admitted itself.
        vm.prank(REGULATOR_KEY);
        registry.admit(operation(), REGULATOR, 50, 1, Roles.REGULATOR, bytes32(0), '');
        tryChange(REGULATOR_KEY, REGULATOR, 50, OUTSIDER, rights, IPartyRegistry.NeedsSecondKey.selector);
    }

    function testKeepsRegulatorsAndHostingNodesApart() external {
        tryChange(REGULATOR_KEY, REGULATOR, MAKER, REGULATOR_SECOND_KEY, 1, IPartyRegistry.KeyOfOtherSide.selector);
        require(registry.sideOf(NODE) == IPartyRegistry.Side.Trade, 'side');
        require(registry.sideOf(REGULATOR_KEY) == IPartyRegistry.Side.Regulator, 'side');
        require(registry.sideOf(OUTSIDER) == IPartyRegistry.Side.Unused, 'side');
    }

    function testTheRightToOperateHoldsForOnePartyAndOneKey(address key) external {
        vm.assume(key > address(0xffff));
        change(PHARMACY, key, Roles.OPERATE);
        require(rightsOf(PHARMACY, key) == Roles.OPERATE && rightsOf(OTHER_PHARMACY, key) == 0, 'rights');
    }

    function testOneKeyStopsAnApprovingKeyOfAParty() external {
        change(MAKER, MAKER_APPROVER, 0);
        require(rightsOf(MAKER, MAKER_APPROVER) == 0, 'rights');
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
