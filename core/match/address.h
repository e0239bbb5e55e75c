// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rulewright::match {

/// An IP address: 4 or 16 bytes. A mapped one (`::ffff:10.0.0.1`) counts as its v4 address.
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    std::uint8_t size = 4;
    bool operator==(const Address&) const = default;
};

/// Reads a v4 or v6 address; a zone index (`%5`) is ignored.
[[nodiscard]] std::optional<Address> parseAddress(std::string_view text);

/// Addresses that share the first `bits` bits.
struct Network {
    Address address;
    std::uint8_t bits = 0;
    [[nodiscard]] bool contains(const Address& other) const;
    bool operator==(const Network&) const = default;
};

/// Reads `address/bits`, or a single address. Bits behind the prefix are ignored.
[[nodiscard]] std::optional<Network> parseNetwork(std::string_view text);

} // namespace rulewright::match
