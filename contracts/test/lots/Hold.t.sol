// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorised} from '../../src/interfaces/IAuthorised.sol';
import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

contract HoldTest is LedgerTest {
    function hold(uint32 party) private {
        vm.prank(nodeOf(party));
        ledger.hold(operation(), party, lot);
    }

    function release(uint32 party) private {
        vm.prank(nodeOf(party));
        ledger.release(operation(), party, lot);
    }

    function testRefusesEverybodyButMakerAndRegulator() external {
        vm.expectRevert(ILotLedger.NotMakerOrRegulator.selector);
        hold(PHARMACY);
        vm.expectRevert(ILotLedger.NotMakerOrRegulator.selector);
        hold(OTHER_MAKER);
        vm.expectRevert(IAuthorised.NotOperator.selector);
        vm.prank(OTHER_NODE);
        ledger.hold(operation(), MAKER, lot);
    }

    function testRefusesAnUnknownLot() external {
        vm.expectRevert(ILotLedger.UnknownLot.selector);
        vm.prank(NODE);
        ledger.hold(operation(), MAKER, keccak256('nothing'));
    }

    function testRefusesWhatChangesNothing() external {
        vm.expectRevert(ILotLedger.HoldUnchanged.selector);
        release(MAKER);
        hold(MAKER);
        vm.expectRevert(ILotLedger.HoldUnchanged.selector);
        hold(MAKER);
    }

    function testTheMakerCannotLiftTheRegulatorsHold() external {
        hold(REGULATOR);
        vm.expectRevert(ILotLedger.HoldUnchanged.selector);
        release(MAKER);
        hold(MAKER);
        release(MAKER);
        ILotLedger.Lot memory record = ledger.lotOf(lot);
        require(record.heldByRegulator && !record.heldByMaker, 'holds');
    }

    function testAHoldStopsSupplyAndMovementAndIsReversible() external {
        move(MAKER, PHARMACY, 0, 10, 0);
        hold(MAKER);
        same(dispense(PHARMACY, 1, 0), ILotLedger.LotIsHeld.selector);
        same(ship(MAKER, DISTRIBUTOR, 10, 20, 10), ILotLedger.OnlyToMakerOrDisposer.selector);
        same(ship(PHARMACY, MAKER, 0, 1, 0), 0);
        release(MAKER);
        same(dispense(PHARMACY, 1, 1), 0);
        same(ship(MAKER, DISTRIBUTOR, 10, 20, 10), 0);
    }

    function testFollowsAnyOrderOfHoldsAndReleases(uint8[12] calldata steps) external {
        uint32[2] memory parties = [MAKER, REGULATOR];
        bool[2] memory held;
        ILotLedger.Lot memory expected = ledger.lotOf(lot);
        for (uint256 i; i < steps.length; ++i) {
            uint256 who = steps[i] & 1;
            bool on = steps[i] & 2 != 0;
            if (held[who] == on) vm.expectRevert(ILotLedger.HoldUnchanged.selector);
            if (on) hold(parties[who]);
            else release(parties[who]);
            held[who] = on;
            (expected.heldByMaker, expected.heldByRegulator) = (held[0], held[1]);
            require(keccak256(abi.encode(ledger.lotOf(lot))) == keccak256(abi.encode(expected)), 'lot');
        }
        expectHeld(0, UNITS, MAKER);
    }
}
