// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.19;

/// @notice All of a dispense but its lot, in one word, since it is the most frequent call by far. From the highest
/// hexadecimal digit:
/// operation 32 | party 8 | index 7 | hint 7 | quantity 6 | voucher 2 | portion 1 | basis 1.
/// @dev Its event repeats the word as it is.
type DispenseOrder is uint256;

using {operation, party, index, hint, quantity, voucher, portion, basis} for DispenseOrder global;

function operation(DispenseOrder order) pure returns (bytes16) {
    return bytes16(uint128(DispenseOrder.unwrap(order) >> 128));
}

function party(DispenseOrder order) pure returns (uint32) {
    return uint32(DispenseOrder.unwrap(order) >> 96);
}

function index(DispenseOrder order) pure returns (uint32) {
    return uint32(DispenseOrder.unwrap(order) >> 68) & 0xfffffff;
}

function hint(DispenseOrder order) pure returns (uint32) {
    return uint32(DispenseOrder.unwrap(order) >> 40) & 0xfffffff;
}

function quantity(DispenseOrder order) pure returns (uint32) {
    return uint32(DispenseOrder.unwrap(order) >> 16) & 0xffffff;
}

/// @dev 0 for none, else 1 + the position in the call's vouchers.
function voucher(DispenseOrder order) pure returns (uint256) {
    return (DispenseOrder.unwrap(order) >> 8) & 0xff;
}

function portion(DispenseOrder order) pure returns (uint8) {
    return uint8((DispenseOrder.unwrap(order) >> 4) & 0xf);
}

function basis(DispenseOrder order) pure returns (uint8) {
    return uint8(DispenseOrder.unwrap(order) & 0xf);
}
