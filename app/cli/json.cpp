// SPDX-License-Identifier: Apache-2.0
// The only file that includes nlohmann-json, which takes long to compile.
#include "app/cli/json.h"

#include <nlohmann/json.hpp>

#include <format>

namespace rulewright::cli {

struct Json::Value {
    nlohmann::ordered_json json;
};

Json Json::object()
{
    Json result;
    result.m_value->json = nlohmann::ordered_json::object();
    return result;
}

Json Json::array()
{
    Json result;
    result.m_value->json = nlohmann::ordered_json::array();
    return result;
}

Json::Json(std::nullptr_t)
    : m_value(std::make_unique<Value>())
{
}

Json::Json(std::string_view text)
    : m_value(std::make_unique<Value>(text))
{
}

Json::Json(double value)
    : m_value(std::make_unique<Value>(value))
{
}

Json::Json(Boolean value)
    : m_value(std::make_unique<Value>(value.value))
{
}

Json::Json(Signed value)
    : m_value(std::make_unique<Value>(value.value))
{
}

Json::Json(Unsigned value)
    : m_value(std::make_unique<Value>(value.value))
{
}

Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(Json&& other) noexcept = default;

Json::Json(const Json& other)
    : m_value(std::make_unique<Value>(*other.m_value))
{
}

Json& Json::operator=(const Json& other)
{
    *m_value = *other.m_value;
    return *this;
}

Json::~Json() = default;

Json& Json::set(std::string_view key, Json value)
{
    m_value->json[std::string(key)] = std::move(value.m_value->json);
    return *this;
}

Json& Json::push(Json value)
{
    m_value->json.push_back(std::move(value.m_value->json));
    return *this;
}

std::string escapedControls(std::string json)
{
    constexpr char deleteCharacter = '\x7F';
    constexpr char firstOfTwo = '\xC2';
    const auto isSecond = [&](std::size_t at) {
        return at < json.size() && static_cast<unsigned char>(json[at]) >= 0x80
            && static_cast<unsigned char>(json[at]) < 0xA0;
    };
    if (json.find_first_of({deleteCharacter, firstOfTwo}) == std::string::npos)
        return json;
    std::string result;
    for (std::size_t at = 0; at < json.size(); ++at) {
        if (json[at] == deleteCharacter)
            result += "\\u007f";
        else if (json[at] == firstOfTwo && isSecond(at + 1))
            result += std::format("\\u00{:02x}", static_cast<unsigned>(static_cast<unsigned char>(json[++at])));
        else
            result += json[at];
    }
    return result;
}

std::string Json::text() const
{
    return escapedControls(m_value->json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

std::string Json::indentedText() const
{
    return escapedControls(m_value->json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

} // namespace rulewright::cli
