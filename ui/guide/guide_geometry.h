// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/guide_model.h"

#include <QRect>

namespace rulewright::ui {

struct Theme;

// A column of numbers inside a row: its left and right edge, or nothing where it is not shown.
struct ColumnEdges {
    int left = 0;
    int right = 0;
    bool isShown = false;

    QRect in(const QRect& line) const { return {left, line.top(), right - left, line.height()}; }
};

// Where the columns of one section stand, measured from the right edge (design.md, "Anatomy").
struct GuideColumns {
    int contentLeft = 26;
    int contentRight = 0; // where names and values end
    ColumnEdges rules;
    ColumnEdges reach;
    ColumnEdges alone;
    ColumnEdges here;
    ColumnEdges loaded; // events: loaded count
    ColumnEdges share; // fields: bar and per cent
    ColumnEdges bar; // fields: the bar inside share
    ColumnEdges level; // rules
    ColumnEdges hits; // rules
    bool isNarrow = false;
};

// Below this width the guide drops alone and the share's bar.
inline constexpr int narrowGuide = 430;

GuideColumns columnsOf(const GuideModel& model, GuideSection section, int left, int width, const Theme& theme);

int rowHeight(RowKind kind, const Theme& theme);

} // namespace rulewright::ui
