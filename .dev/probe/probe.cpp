// SPDX-License-Identifier: Apache-2.0
#include <expected>
#include <print>

int main()
{
    const std::expected<int, int> value = 0;
    std::println("{}", value.value());
    return value.value();
}
