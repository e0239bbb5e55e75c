// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <streambuf>

namespace rulewright::cli {

// Passes text on to another buffer. Control characters come out as pictures of themselves (U+2400 to U+2421), and those
// of ISO 6429 as U+FFFD: titles, names and values are other people's, and a terminal would obey them. Line ends and
// tabs stay. JSON has no control characters and passes unchanged.
class VisibleControls : public std::streambuf {
public:
    explicit VisibleControls(std::streambuf& to);
    ~VisibleControls() override;

    VisibleControls(const VisibleControls&) = delete;
    VisibleControls& operator=(const VisibleControls&) = delete;

protected:
    int_type overflow(int_type c) override;
    int sync() override;

private:
    bool pass();

    static constexpr std::size_t size = 4096;
    std::streambuf& m_to;
    std::array<char, size> m_buffer;
    bool m_isAfterC2 = false; // the byte C2 of a character in two bytes waits for its second
};

} // namespace rulewright::cli
