// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>
#include <functional>
#include <string>

class QMenu;
class QWidget;
class QKeyEvent;

namespace rulewright::ui {

/// A value of an event, by the name that rules use for its field.
struct EventValue {
    std::string field;
    std::string value;
    bool operator==(const EventValue&) const = default;
};

/// What can be made of a value, wherever it is shown.
enum class ValueAction : std::uint8_t { Insert, Exclude, Filter, FilterOut, Copy };

/// What the value does in the rule at the caret, once that is known: the words behind the first two actions.
using PriceWords = std::function<void(const QString& insert, const QString& exclude)>;
/// Works in the background; the words may never come.
using PriceAsker = std::function<void(const EventValue& value, QWidget* context, PriceWords words)>;

/// The five actions with their keys. `run` is called with what was chosen.
void fillValueMenu(
    QMenu& menu, const EventValue& value, const std::function<void(ValueAction)>& run, const PriceAsker& prices);

/// Enter, Del, = and - in a list of values; false where the key is none of them.
[[nodiscard]] bool valueActionOf(const QKeyEvent& event, ValueAction& action);

} // namespace rulewright::ui
