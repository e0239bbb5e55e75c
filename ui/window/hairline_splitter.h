// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSplitter>

namespace rulewright::ui {

// A splitter whose handle is one hairline with 7 px to grab.
class HairlineSplitter : public QSplitter {
    Q_OBJECT
public:
    explicit HairlineSplitter(Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    QSplitterHandle* createHandle() override;
};

} // namespace rulewright::ui
