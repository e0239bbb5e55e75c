// SPDX-License-Identifier: Apache-2.0
#include "core/match/regex.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>

namespace rulewright::match {

namespace {

// A text shorter than this is in too many values to be worth looking for.
constexpr int minimumRequired = 3;
constexpr std::size_t maximumRequired = 64;

bool isAscii(const std::string& text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// RE2 itself takes its flags at the start of the pattern, for the whole of it.
std::string withFlags(std::string_view pattern, RegexFlags flags)
{
    std::string letters;
    if (flags.ignoreCase)
        letters += 'i';
    if (flags.multiLine)
        letters += 'm';
    if (flags.dotAll)
        letters += 's';
    return letters.empty() ? std::string(pattern) : "(?" + letters + ")" + std::string(pattern);
}

} // namespace

struct Regex::Program {
    explicit Program(const std::string& pattern, const RE2::Options& options)
        : re2(pattern, options)
        , filter(minimumRequired)
    {
    }

    RE2 re2;
    re2::FilteredRE2 filter; ///< the same pattern again, for what it requires
    std::vector<std::string> required;
};

Regex::Regex(std::shared_ptr<const Program> program)
    : m_program(std::move(program))
{
}

std::expected<Regex, std::string> Regex::compile(std::string_view pattern, RegexFlags flags)
{
    RE2::Options options;
    options.set_log_errors(false);
    const std::string text = withFlags(pattern, flags);
    auto program = std::make_shared<Program>(text, options);
    if (!program->re2.ok())
        return std::unexpected(program->re2.error());
    int id = 0;
    if (program->filter.Add(text, options, &id) == RE2::NoError) {
        program->filter.Compile(&program->required);
        // RE2 lowers the letters, we fold them: the same for ASCII alone.
        if (program->required.size() > maximumRequired || !std::ranges::all_of(program->required, isAscii))
            program->required.clear();
        if (!program->required.empty()) {
            std::vector<int> potential;
            program->filter.AllPotentials({}, &potential);
            if (!potential.empty())
                program->required.clear();
        }
    }
    return Regex(std::move(program));
}

bool Regex::matches(std::string_view text) const
{
    return RE2::PartialMatch(absl::string_view(text.data(), text.size()), m_program->re2);
}

std::optional<ByteRange> Regex::find(std::string_view text) const
{
    absl::string_view found;
    const absl::string_view whole(text.data(), text.size());
    if (!m_program->re2.Match(whole, 0, text.size(), RE2::UNANCHORED, &found, 1))
        return std::nullopt;
    const auto begin = static_cast<std::uint32_t>(found.data() - text.data());
    return ByteRange{begin, begin + static_cast<std::uint32_t>(found.size())};
}

bool Regex::matchesInAnyCase(std::string_view text) const
{
    RE2::Options options = m_program->re2.options();
    options.set_case_sensitive(false);
    const RE2 anyCase(m_program->re2.pattern(), options);
    return anyCase.ok() && RE2::PartialMatch(absl::string_view(text.data(), text.size()), anyCase);
}

const std::vector<std::string>& Regex::requiredTexts() const { return m_program->required; }

bool Regex::mayMatch(std::uint64_t contained) const
{
    std::vector<int> atoms;
    for (std::size_t i = 0; i < m_program->required.size(); ++i) {
        if ((contained >> i & 1) != 0)
            atoms.push_back(static_cast<int>(i));
    }
    std::vector<int> potential;
    m_program->filter.AllPotentials(atoms, &potential);
    return !potential.empty();
}

} // namespace rulewright::match
