// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/desk.h"

#include <memory>

namespace rulewright::desk {

// One desk for one picture, offscreen, without anything of the user's.
class Studio {
public:
    Studio(const Facts& facts, const SampleEvents& samples, QString folder, QStringList names);

    bool isWhole() const { return m_isWhole; }

    // Whether the picture was asked for, by its name or the beginning of it.
    bool isWanted(const QString& name) const;

    void setLooks(ui::Scheme scheme, int baseSize = 12);

    void open(const QSize& size);

    // The world, a rule and its technique: what an author has before them.
    void openWorld(const QSize& size);

    void chooseFirstHit();
    void placeCaret(const QString& text);

    // In light and in dark, with these endings of the name.
    void takeBoth(const char* name);

    void openText(const char* name, const char* text);

    // Works the event loop until nothing runs and nothing waits.
    void settle();

    void take(const char* name, qreal ratio = 1.0);

    Desk& desk() { return *m_desk; }

private:
    Facts m_facts;
    SampleEvents m_samples;
    QString m_folder;
    QStringList m_names;
    ui::Appearance m_appearance;
    std::unique_ptr<Desk> m_desk;
    bool m_isWhole = true;
};

} // namespace rulewright::desk
