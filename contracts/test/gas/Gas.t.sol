// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILotLedger} from '../../src/interfaces/ILotLedger.sol';
import {IPartyRegistry} from '../../src/interfaces/IPartyRegistry.sol';
import {IPrescriptionLedger} from '../../src/interfaces/IPrescriptionLedger.sol';
import {Roles} from '../../src/libraries/Roles.sol';
import {LedgerTest} from '../base/LedgerTest.sol';

/// @notice What daily work costs, as whole transactions, kept in gas/ and within the ceilings of the design.
/// @dev Isolated: each call is a transaction of its own, so that its gas is what a receipt says.
/// forge-config: default.isolate = true
contract GasTest is LedgerTest {
    uint256 private constant BATCH = 200;

    function measure(string memory name, uint256 items, uint256 ceiling) private {
        uint256 gas = vm.snapshotGasLastCall('transactions', name);
        if (items > 1) vm.snapshotValue('items', name, gas / items);
        require(gas / items <= ceiling, string.concat(name, ' is over its ceiling'));
    }

    function testRegister() external {
        bytes32 lotId = keccak256('other');
        vm.prank(NODE);
        ledger.registerLot(operation(), MAKER, lotId, 1_000_000, expiry, ROOT, bytes32(0));
        measure('registerLot, 1,000,000 units', 1, 110_000);
    }

    function testRegisterOneUnit() external {
        vm.prank(NODE);
        ledger.registerLot(operation(), MAKER, keccak256('other'), 1, expiry, ROOT, bytes32(0));
        measure('registerLot, 1 unit', 1, 110_000);
    }

    function testGiveTheRightToApprove() external {
        bytes16 proposal = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeKey(proposal, REGULATOR, MAKER, OUTSIDER, 2);
        measure('proposeKey', 1, 110_000);
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveKey(operation(), REGULATOR, proposal, MAKER, OUTSIDER, 2);
        measure('approveKey', 1, 100_000);
    }

    function testAdmitAMakerWithFourKeys() external {
        IPartyRegistry.KeyGrant[] memory keys = new IPartyRegistry.KeyGrant[](4);
        for (uint160 i; i < 4; ++i) keys[i] = IPartyRegistry.KeyGrant(address(0xf000 + i), 1);
        string memory url = 'https://custodia.maker-of-medicines.example/consortium/nodes/of-the-north';
        bytes16 id = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeAdmission(id, REGULATOR, 50, 1, Roles.MANUFACTURER, ROOT, url, keys);
        measure('proposeAdmission, four keys', 1, 120_000);
        bytes16 approval = operation();
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveAdmission(approval, REGULATOR, id, 50, 1, Roles.MANUFACTURER, ROOT, url, keys);
        // The fixed limit of a single call, see `gasLimitOf` in libs/ledger.
        measure('approveAdmission, four keys', 1, 450_000);
    }

    function testReinstate() external {
        suspend(PHARMACY);
        bytes16 id = operation();
        vm.prank(REGULATOR_KEY);
        registry.proposeReinstatement(id, REGULATOR, PHARMACY);
        measure('proposeReinstatement', 1, 90_000);
        bytes16 approval = operation();
        vm.prank(REGULATOR_SECOND_KEY);
        registry.approveReinstatement(approval, REGULATOR, id, PHARMACY);
        measure('approveReinstatement', 1, 60_000);
    }

    function testShipFromTheMiddleAndReceive() external {
        ship(MAKER, DISTRIBUTOR, 5000, 6000, 0);
        measure('shipMany, 1,000 units from the middle', 1, 100_000);
        receive_(DISTRIBUTOR, 5000, 6000, 5000);
        measure('receiveMany, 1,000 units', 1, 45_000);
    }

    function testShipTwentyCases() external {
        ILotLedger.ShipItem[] memory items = new ILotLedger.ShipItem[](20);
        for (uint32 i; i < 20; ++i) {
            items[i] = ILotLedger.ShipItem(
                operation(),
                MAKER,
                DISTRIBUTOR,
                lot,
                i * 24,
                i * 24 + 24,
                i == 0 ? 0 : i * 24
            );
        }
        vm.prank(NODE);
        ledger.shipMany(items);
        measure('shipMany, 20 cases of 24', 20, 40_000);
        ILotLedger.RangeItem[] memory ranges = new ILotLedger.RangeItem[](20);
        for (uint32 i; i < 20; ++i) {
            ranges[i] = ILotLedger.RangeItem(operation(), DISTRIBUTOR, lot, i * 24, i * 24 + 24, 0);
        }
        vm.prank(NODE);
        ledger.receiveMany(ranges);
        measure('receiveMany, 20 cases of 24, joined', 20, 20_000);
    }

    function testPrescribe() external {
        IPrescriptionLedger.IssueItem[] memory items = new IPrescriptionLedger.IssueItem[](50);
        for (uint256 i; i < 50; ++i) {
            items[i] = issueItem(keccak256(abi.encode('item', i)), uint256(keccak256(abi.encode(i))), 30);
        }
        vm.prank(NODE);
        prescriptions.issueMany(items);
        measure('issueMany, 50', 50, 30_000);
    }

    function testDispenseOne() external {
        move(MAKER, PHARMACY, 5000, 6000, 0);
        dispense(PHARMACY, 5000, 5000);
        measure('dispenseMany, 1 without a voucher', 1, 80_000);
    }

    function testDispenseConsecutive() external {
        dispenseBatch(1, 1, 'dispenseMany, 200 consecutive, a voucher each', 22_000);
    }

    function testDispenseScattered() external {
        dispenseBatch(17, 1, 'dispenseMany, 200 scattered, a voucher each', 43_000);
    }

    function testDispenseBaskets() external {
        dispenseBatch(1, 3, 'dispenseMany, 198 in baskets of three', 15_000);
    }

    function testDispenseWithoutVoucher() external {
        dispenseBatch(1, 0, 'dispenseMany, 200 consecutive, no voucher', 17_000);
    }

    function dispenseBatch(uint32 step, uint256 basket, string memory name, uint256 ceiling) private {
        move(MAKER, PHARMACY, 5000, 15000, 0);
        uint256 count = basket > 1 ? (BATCH / basket) * basket : BATCH;
        ILotLedger.DispenseItem[] memory items = new ILotLedger.DispenseItem[](count);
        IPrescriptionLedger.Voucher[] memory vouchers = new IPrescriptionLedger.Voucher[](
            basket == 0 ? 0 : count / basket
        );
        for (uint256 i; i < vouchers.length; ++i) {
            uint256 key = uint256(keccak256(abi.encode('key', i)));
            bytes32 item = issue(keccak256(abi.encode('id', i)), key, uint32(30 * basket));
            vouchers[i] = sign(key, item, PHARMACY, uint32(30 * basket));
        }
        for (uint32 i; i < count; ++i) {
            Asked memory unit = asked(PHARMACY, 5000 + i * step, 5000);
            unit.operation = bytes16(keccak256(abi.encode('operation', i)));
            if (basket > 0) {
                unit.basis = uint8(ILotLedger.SupplyBasis.Prescribed);
                unit.quantity = 30;
                unit.voucher = uint8(i / basket + 1);
            }
            items[i] = pack(unit);
        }
        vm.prank(NODE);
        ledger.dispenseMany(items, vouchers);
        measure(name, count, ceiling);
        for (uint32 i; i < count; ++i) {
            require(statusOf(5000 + i * step) != ILotLedger.UnitStatus.Active, 'not dispensed');
        }
    }
}
