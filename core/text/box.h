// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>

namespace rulewright {

/// A value on the heap that copies and compares like the value itself: for recursive types. Never empty,
/// except after it was moved from.
template <class T> class Box {
public:
    Box() : m_value(std::make_unique<T>()) {}
    Box(T value) : m_value(std::make_unique<T>(std::move(value))) {} // NOLINT: implicit, a Box is its value
    Box(const Box &other) : m_value(std::make_unique<T>(*other)) {}
    Box(Box &&) noexcept = default;
    Box &operator=(const Box &other)
    {
        if (this != &other)
            m_value = std::make_unique<T>(*other);
        return *this;
    }
    Box &operator=(Box &&) noexcept = default;
    ~Box() = default;

    [[nodiscard]] const T &operator*() const { return *m_value; }
    [[nodiscard]] T &operator*() { return *m_value; }
    [[nodiscard]] const T *operator->() const { return m_value.get(); }
    [[nodiscard]] T *operator->() { return m_value.get(); }

    bool operator==(const Box &other) const { return *m_value == *other.m_value; }

private:
    std::unique_ptr<T> m_value;
};

} // namespace rulewright
