// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract AmendLotTest is LedgerTest {
    function tryAmend(uint32 party, bytes32 lot_, uint16 version, bytes4 expected) private {
        vm.expectRevert(expected);
        vm.prank(nodeOf(party));
        ledger.amendLot(operation(), party, lot_, expiry + 1, version);
    }

    function amend(uint16 day, uint16 version) private {
        vm.prank(NODE);
        ledger.amendLot(operation(), MAKER, lot, day, version);
    }

    function testRefusesEverybodyButTheMaker() external {
        tryAmend(OTHER_MAKER, lot, 0, ILotLedger.NotMakerOrRegulator.selector);
        tryAmend(PHARMACY, lot, 0, IAuthorised.MissingRole.selector);
        tryAmend(REGULATOR, lot, 0, IAuthorised.MissingRole.selector);
    }

    function testRefusesAnUnknownLot() external {
        tryAmend(MAKER, keccak256('nothing'), 0, ILotLedger.UnknownLot.selector);
    }

    function testRefusesAVersionOvertaken() external {
        amend(expiry + 1, 0);
        tryAmend(MAKER, lot, 0, ILotLedger.StaleVersion.selector);
        tryAmend(MAKER, lot, 2, ILotLedger.StaleVersion.selector);
    }

    function testRefusesALotRecalledOrWithdrawn() external {
        withdrawLot();
        tryAmend(MAKER, lot, 0, ILotLedger.LotIsWithdrawn.selector);
        recallAll();
        tryAmend(MAKER, lot, 0, ILotLedger.LotIsRecalled.selector);
    }

    function testAmendsTheExpiryAndNothingElse(uint16 first, uint16 second) external {
        ILotLedger.Lot memory before = ledger.lotOf(lot);
        amend(first, 0);
        amend(second, 1);
        ILotLedger.Lot memory record = ledger.lotOf(lot);
        require(record.expiryDay == second && record.version == 2, 'amended');
        require(record.maker == before.maker && record.units == before.units && record.root == before.root, 'rest');
        require(record.registeredDay == before.registeredDay, 'registered');
    }

    function testAnAmendedExpiryDecidesAtOnce() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        expire();
        same(dispense(PHARMACY, 1, 0), ILotLedger.LotIsExpired.selector);
        amend(expiry + 30, 0);
        same(dispense(PHARMACY, 1, 0), 0);
    }
}
