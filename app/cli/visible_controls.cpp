// SPDX-License-Identifier: Apache-2.0
#include "app/cli/visible_controls.h"

#include <string>

namespace rulewright::cli {

namespace {

constexpr unsigned char firstOfTwo = 0xC2; // begins U+0080 to U+00BF
constexpr unsigned char endOfControls = 0xA0;
constexpr unsigned char deleteCharacter = 0x7F;

bool isControl(unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == deleteCharacter; }

void appendPicture(std::string& text, unsigned char c)
{
    text += "\xE2\x90"; // U+2400 …
    text += static_cast<char>(0x80 + (c == deleteCharacter ? 0x21 : c));
}

} // namespace

VisibleControls::VisibleControls(std::streambuf& to)
    : m_to(to)
{
    setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
}

VisibleControls::~VisibleControls() { sync(); }

bool VisibleControls::pass()
{
    std::string text;
    text.reserve(static_cast<std::size_t>(pptr() - pbase()) + 16);
    for (const char* at = pbase(); at != pptr(); ++at) {
        const auto c = static_cast<unsigned char>(*at);
        if (m_isAfterC2) {
            m_isAfterC2 = false;
            if (c >= 0x80 && c < endOfControls) {
                text += "\uFFFD";
                continue;
            }
            text += static_cast<char>(firstOfTwo);
        }
        if (c == firstOfTwo)
            m_isAfterC2 = true;
        else if (isControl(c))
            appendPicture(text, c);
        else
            text += *at;
    }
    setp(m_buffer.data(), m_buffer.data() + m_buffer.size());
    return m_to.sputn(text.data(), static_cast<std::streamsize>(text.size()))
        == static_cast<std::streamsize>(text.size());
}

VisibleControls::int_type VisibleControls::overflow(int_type c)
{
    if (!pass())
        return traits_type::eof();
    if (!traits_type::eq_int_type(c, traits_type::eof()))
        sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
}

int VisibleControls::sync()
{
    const bool isPassed = pass();
    return isPassed && m_to.pubsync() == 0 ? 0 : -1;
}

} // namespace rulewright::cli
