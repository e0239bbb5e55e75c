// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/guide_contents.h"

#include <QWidget>

#include <map>

class QCheckBox;
class QHBoxLayout;

namespace rulewright::ui {

class HeadLine;
class SearchField;
class Switch;
struct Theme;

// What stands above the guide's tree: name and id, tactics and platforms, the legend, the switch with
// both counts, filter and vendors.
class GuideHeader : public QWidget {
    Q_OBJECT
public:
    explicit GuideHeader(const Theme& theme, QWidget* parent = nullptr);

    void setContents(const GuideContents& contents);
    // The legend of discs and rings is shown while there are prices to read with it.
    void setLegendShown(bool isShown);

    SearchField& filter() { return *m_filter; }

    HeadLine& headLine() { return *m_headLine; }

    corpus::GuideMode mode() const;
    // Those that are ticked; empty where all are.
    std::vector<corpus::Vendor> vendors() const;

signals:
    void filterChanged(const QString& text);
    void choiceChanged(); // mode or vendors, by the user

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setVendors(const GuideContents& contents);
    void lockLastVendor();

    const Theme& m_theme;
    HeadLine* m_headLine;
    Switch* m_mode;
    SearchField* m_filter;
    QHBoxLayout* m_filterRow;
    std::map<corpus::Vendor, QCheckBox*> m_vendors;
};

} // namespace rulewright::ui
