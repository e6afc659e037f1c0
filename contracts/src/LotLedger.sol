// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorised} from './Authorised.sol';
import {Decommissioning} from './Decommissioning.sol';
import {Supply} from './Supply.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {IPartyRegistry} from './interfaces/IPartyRegistry.sol';
import {IPrescriptionLedger} from './interfaces/IPrescriptionLedger.sol';
import {UnitWords} from './libraries/UnitWords.sol';

/// @title The lot ledger; see `ILotLedger`
contract LotLedger is Supply, Decommissioning {
    using UnitWords for mapping(uint32 => uint256);

    constructor(IPartyRegistry registry_, IPrescriptionLedger prescriptions_)
        Authorised(registry_)
        Supply(prescriptions_)
    {}

    /// @inheritdoc ILotLedger
    function lotOf(bytes32 lot) external view returns (Lot memory) {
        Head memory head = heads[lot];
        return Lot(
            head.maker,
            head.units,
            head.registeredDay,
            head.expiryDay,
            head.version,
            head.heldByMaker,
            head.heldByRegulator,
            head.recalled,
            head.withdrawn,
            head.recalledRanges,
            roots[lot]
        );
    }

    /// @inheritdoc ILotLedger
    function segmentOf(bytes32 lot, uint32 start) external view returns (Segment memory) {
        return segments[lot][start];
    }

    /// @inheritdoc ILotLedger
    function unitOf(bytes32 lot, uint32 index) external view returns (UnitStatus status, uint16 day) {
        (status, day) = words[lot].read(index);
        if (status != UnitStatus.Active) day += heads[lot].registeredDay;
    }

    /// @inheritdoc ILotLedger
    function wordOf(bytes32 lot, uint32 word) external view returns (uint256) {
        return words[lot][word];
    }

    /// @inheritdoc ILotLedger
    function recalledRangeOf(bytes32 lot, uint256 position) external view returns (uint32 start, uint32 end) {
        Range memory range = recalledRanges[lot][position];
        return (range.start, range.end);
    }
}
