// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/technique_model.h"
#include "ui/window/search_field.h"

class QListView;

namespace rulewright::ui {

// The field in which a technique is chosen by id or name: the list below it follows each key, Down and
// Enter choose.
class TechniqueField : public SearchField {
    Q_OBJECT
public:
    explicit TechniqueField(const Theme& theme, QWidget* parent = nullptr);
    ~TechniqueField() override;

    void setTechniques(std::vector<TechniqueRow> rows);
    TechniqueModel& techniques() { return *m_model; }

signals:
    void techniqueChosen(const QString& id);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showList();
    void hideList();
    void choose(const QModelIndex& index);

    TechniqueModel* m_model;
    QListView* m_list;
};

} // namespace rulewright::ui
