// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rulewright::cli {

// The same JSON with DEL and the control characters of ISO 6429 (U+0080 to U+009F) as escapes: a terminal obeys them.
std::string escapedControls(std::string json);

// A JSON value to be written. Objects keep the order in which their keys were set.
class Json {
public:
    static Json object();
    static Json array();

    Json(std::nullptr_t = nullptr);
    Json(std::string_view text);

    Json(const std::string& text)
        : Json(std::string_view(text))
    {
    }

    Json(const char* text)
        : Json(std::string_view(text))
    {
    }

    Json(std::same_as<bool> auto value)
        : Json(Boolean{value})
    {
    }

    Json(std::signed_integral auto value)
        : Json(Signed{value})
    {
    }

    template <std::unsigned_integral Number>
        requires(!std::same_as<Number, bool>)
    Json(Number value)
        : Json(Unsigned{value})
    {
    }

    Json(double value);

    Json(Json&& other) noexcept;
    Json& operator=(Json&& other) noexcept;
    Json(const Json& other);
    Json& operator=(const Json& other);
    ~Json();

    // Adds a key to an object; a key that is there gets the new value.
    Json& set(std::string_view key, Json value);

    // Adds an element to an array.
    Json& push(Json value);

    // On one line, or indented; bytes that are no UTF-8 are replaced by U+FFFD.
    std::string text() const;
    std::string indentedText() const;

private:
    struct Boolean {
        bool value;
    };

    struct Signed {
        std::int64_t value;
    };

    struct Unsigned {
        std::uint64_t value;
    };
    struct Value;

    explicit Json(Boolean value);
    explicit Json(Signed value);
    explicit Json(Unsigned value);

    std::unique_ptr<Value> m_value;
};

} // namespace rulewright::cli
