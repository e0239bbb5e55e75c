// SPDX-License-Identifier: Apache-2.0
#include "core/match/computed_functions.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace rulewright::match {

namespace {

using rule::Language;
using enum Function;

struct Known {
    std::string_view name;
    Function function;
    std::uint8_t languages; ///< a bit for each
};

constexpr std::uint8_t eql = 1;
constexpr std::uint8_t esql = 2;
constexpr std::uint8_t spl = 4;
constexpr std::uint8_t all = eql | esql | spl;

constexpr std::array known{
    Known{"length", Length, eql | esql},
    Known{"len", Length, spl},
    Known{"to_lower", Lower, esql},
    Known{"lower", Lower, spl},
    Known{"to_upper", Upper, esql},
    Known{"upper", Upper, spl},
    Known{"string", Text, eql},
    Known{"to_string", Text, esql},
    Known{"tostring", Text, spl},
    Known{"number", Number, eql},
    Known{"to_integer", Number, esql},
    Known{"to_long", Number, esql},
    Known{"to_double", Number, esql},
    Known{"to_ip", Text, esql},
    Known{"tonumber", Number, spl},
    Known{"concat", Concat, eql | esql},
    Known{"substring", Substring, eql | esql},
    Known{"substr", Substring, spl},
    Known{"indexof", IndexOf, eql},
    Known{"locate", IndexOf, esql},
    Known{"startswith", StartsWith, eql},
    Known{"starts_with", StartsWith, esql},
    Known{"endswith", EndsWith, eql},
    Known{"ends_with", EndsWith, esql},
    Known{"stringcontains", Contains, eql},
    Known{"contains", Contains, esql},
    Known{"match", Regex, eql | spl},
    Known{"wildcard", Pattern, eql},
    Known{"like", Pattern, spl},
    Known{"cidrmatch", Cidr, eql | spl},
    Known{"cidr_match", Cidr, esql},
    Known{"between", Between, eql},
    Known{"replace", Replace, esql | spl},
    Known{"trim", Trim, esql | spl},
    Known{"ltrim", LeftTrim, esql | spl},
    Known{"rtrim", RightTrim, esql | spl},
    Known{"left", Left, esql},
    Known{"right", Right, esql},
    Known{"mv_count", Count, esql},
    Known{"mvcount", Count, spl},
    Known{"mv_first", First, esql},
    Known{"mv_last", Last, esql},
    Known{"mv_min", Least, esql},
    Known{"mv_max", Greatest, esql},
    Known{"least", Least, esql},
    Known{"greatest", Greatest, esql},
    Known{"mv_concat", Join, esql},
    Known{"mvjoin", Join, spl},
    Known{"mv_dedupe", Unique, esql},
    Known{"mvdedup", Unique, spl},
    Known{"split", Split, esql | spl},
    Known{"mvindex", Index, spl},
    Known{"coalesce", Coalesce, esql | spl},
    Known{"isnull", IsNull, spl},
    Known{"isnotnull", IsNotNull, spl},
    Known{"abs", Absolute, esql | spl},
    Known{"round", Round, esql | spl},
    Known{"floor", Floor, esql | spl},
    Known{"ceil", Ceiling, esql},
    Known{"ceiling", Ceiling, spl},
    Known{"add", Add, eql},
    Known{"subtract", Subtract, eql},
    Known{"multiply", Multiply, eql},
    Known{"divide", Divide, eql},
    Known{"modulo", Modulo, eql},
    Known{"+", Add, all},
    Known{"-", Subtract, all},
    Known{"*", Multiply, all},
    Known{"/", Divide, all},
    Known{"%", Modulo, all},
    Known{"[]", List, esql},
    Known{"if", If, spl},
    Known{"case", Case, esql | spl},
    Known{"and", And, esql | spl},
    Known{"or", Or, esql | spl},
    Known{"not", Not, esql | spl},
    Known{"==", Equal, esql | spl},
    Known{"!=", NotEqual, esql | spl},
    Known{"<", Less, esql | spl},
    Known{"<=", LessEqual, esql | spl},
    Known{">", More, esql | spl},
    Known{">=", MoreEqual, esql | spl},
    Known{"in", In, spl},
    Known{"like", Pattern, esql},
    Known{"rlike", Regex, esql},
    Known{"isnull", IsNull, esql},
    Known{"true", True, spl},
    Known{"false", False, spl},
    Known{"null", Null, spl},
    Known{"date_diff", DateDifference, esql},
};

std::uint8_t bitOf(Language language)
{
    switch (language) {
    case Language::Eql:
        return eql;
    case Language::Esql:
        return esql;
    case Language::Spl:
        return spl;
    default:
        return 0;
    }
}

} // namespace

std::optional<FunctionName> computedFunction(std::string_view name, Language language)
{
    const bool isInsensitive = name.ends_with('~');
    if (isInsensitive)
        name.remove_suffix(1);
    const std::uint8_t bit = bitOf(language);
    const auto found = std::ranges::find_if(
        known, [&](const Known& one) { return (one.languages & bit) != 0 && equalsFolded(one.name, name); });
    return found == known.end() ? std::nullopt : std::optional(FunctionName{found->function, isInsensitive});
}

ComputedValue callFunction(FunctionName called, std::span<const ComputedValue> arguments, Language language)
{
    if (isOfConditions(called.function))
        return callWithConditions(called.function, arguments);
    if (takesLists(called.function))
        return callWithLists(called.function, arguments);
    const auto isUsable = [&](const ComputedValue& argument) {
        return !argument.empty() && (language != Language::Esql || argument.size() == 1);
    };
    if (arguments.empty() || !std::ranges::all_of(arguments, isUsable))
        return {};
    return callWithScalars(called.function, arguments, called.isInsensitive, language);
}

} // namespace rulewright::match
