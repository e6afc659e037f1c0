// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorised} from './Authorised.sol';
import {Decommissioning} from './Decommissioning.sol';
import {Supply} from './Supply.sol';
import {ILotLedger} from './interfaces/ILotLedger.sol';
import {IPartyRegistry} from './interfaces/IPartyRegistry.sol';
import {IPrescriptionLedger} from './interfaces/IPrescriptionLedger.sol';
import {UnitWords} from './libraries/UnitWords.sol';
import {HELD_BY_MAKER, HELD_BY_REGULATOR, LotHead, RECALLED, WITHDRAWN} from './types/LotHead.sol';
import {SegmentSlot} from './types/SegmentSlot.sol';

/// @title The lot ledger; see `ILotLedger`
contract LotLedger is Supply, Decommissioning {
    using UnitWords for mapping(uint32 => uint256);

    constructor(
        IPartyRegistry registry_,
        IPrescriptionLedger prescriptions_
    ) Authorised(registry_) Supply(prescriptions_) {}

    /// @inheritdoc ILotLedger
    function lotOf(bytes32 lot) external view returns (Lot memory) {
        LotHead head = heads[lot];
        return
            Lot(
                head.maker(),
                head.units(),
                head.registeredDay(),
                head.expiryDay(),
                head.version(),
                head.has(HELD_BY_MAKER),
                head.has(HELD_BY_REGULATOR),
                head.has(RECALLED),
                head.has(WITHDRAWN),
                head.recalledRanges(),
                roots[lot]
            );
    }

    /// @inheritdoc ILotLedger
    function segmentOf(bytes32 lot, uint32 start) external view returns (Segment memory) {
        SegmentSlot slot = segments[lot][start];
        return Segment(slot.end(), slot.holder(), slot.receiver(), slot.state(), slot.touched());
    }

    /// @inheritdoc ILotLedger
    function unitOf(bytes32 lot, uint32 index) external view returns (UnitStatus status, uint16 day) {
        (status, day) = words[lot].read(index);
        if (status != UnitStatus.Active) day += heads[lot].registeredDay();
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
