// SPDX-License-Identifier: Apache-2.0
#include "core/match/address.h"

#include <algorithm>
#include <charconv>

namespace rulewright::match {

namespace {

constexpr std::array<std::uint8_t, 12> mappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

// Four decimal numbers up to 255 without leading zeros.
bool parseV4(std::string_view text, std::uint8_t* out)
{
    for (int i = 0; i < 4; ++i) {
        const std::size_t dot = text.find('.');
        const std::string_view part = text.substr(0, dot);
        std::uint8_t value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (error != std::errc() || end != part.data() + part.size() || (part.size() > 1 && part[0] == '0'))
            return false;
        out[i] = value;
        if ((dot == std::string_view::npos) != (i == 3))
            return false;
        text.remove_prefix(std::min(text.size(), part.size() + 1));
    }
    return true;
}

// Groups of up to four hexadecimal digits, `::` once, the last two groups possibly as v4.
bool parseV6(std::string_view text, std::array<std::uint8_t, 16>& out)
{
    std::array<std::uint8_t, 16> bytes{};
    std::size_t count = 0;
    std::optional<std::size_t> gap;
    if (text.starts_with("::")) {
        gap = 0;
        text.remove_prefix(2);
    }
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        const std::string_view part = text.substr(0, colon);
        if (colon == std::string_view::npos && part.contains('.')) {
            if (count > 12 || !parseV4(part, bytes.data() + count))
                return false;
            count += 4;
            break;
        }
        std::uint16_t group = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), group, 16);
        if (part.size() > 4 || error != std::errc() || end != part.data() + part.size() || count > 14)
            return false;
        bytes[count++] = static_cast<std::uint8_t>(group >> 8);
        bytes[count++] = static_cast<std::uint8_t>(group & 0xFF);
        text.remove_prefix(part.size());
        if (text.starts_with("::")) {
            if (gap)
                return false;
            gap = count;
            text.remove_prefix(2);
        } else if (text.starts_with(':')) {
            text.remove_prefix(1);
            if (text.empty())
                return false;
        }
    }
    if (!gap) {
        out = bytes;
        return count == 16;
    }
    if (count > 14)
        return false;
    out.fill(0);
    std::copy_n(bytes.begin(), *gap, out.begin());
    std::copy(bytes.begin() + static_cast<std::ptrdiff_t>(*gap), bytes.begin() + static_cast<std::ptrdiff_t>(count),
        out.end() - static_cast<std::ptrdiff_t>(count - *gap));
    return true;
}

bool isMapped(const Address& address)
{
    return address.size == 16 && std::equal(mappedPrefix.begin(), mappedPrefix.end(), address.bytes.begin());
}

Address unmapped(const Address& address)
{
    Address result;
    std::copy_n(address.bytes.begin() + 12, 4, result.bytes.begin());
    return result;
}

std::optional<Address> parseAsWritten(std::string_view text)
{
    text = text.substr(0, text.find('%'));
    Address address;
    if (text.contains(':')) {
        address.size = 16;
        return parseV6(text, address.bytes) ? std::optional(address) : std::nullopt;
    }
    return parseV4(text, address.bytes.data()) ? std::optional(address) : std::nullopt;
}

} // namespace

std::optional<Address> parseAddress(std::string_view text)
{
    const std::optional<Address> address = parseAsWritten(text);
    return address && isMapped(*address) ? unmapped(*address) : address;
}

bool Network::contains(const Address& other) const
{
    if (other.size != address.size)
        return false;
    const std::size_t whole = bits / 8;
    if (!std::equal(
            address.bytes.begin(), address.bytes.begin() + static_cast<std::ptrdiff_t>(whole), other.bytes.begin()))
        return false;
    const unsigned rest = bits % 8;
    const auto mask = static_cast<std::uint8_t>(0xFF00U >> rest);
    return rest == 0 || (address.bytes[whole] & mask) == (other.bytes[whole] & mask);
}

std::optional<Network> parseNetwork(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::optional<Address> address = parseAsWritten(text.substr(0, slash));
    if (!address)
        return std::nullopt;
    Network network{*address, static_cast<std::uint8_t>(address->size * 8)};
    if (slash != std::string_view::npos) {
        const std::string_view bits = text.substr(slash + 1);
        const auto [end, error] = std::from_chars(bits.data(), bits.data() + bits.size(), network.bits);
        if (error != std::errc() || end != bits.data() + bits.size() || network.bits > address->size * 8)
            return std::nullopt;
    }
    if (isMapped(*address) && network.bits >= 96)
        return Network{unmapped(*address), static_cast<std::uint8_t>(network.bits - 96)};
    return network;
}

} // namespace rulewright::match
