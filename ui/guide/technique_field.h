// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/technique_model.h"
#include "ui/window/suggest_field.h"

namespace rulewright::ui {

// The field in which a technique is chosen by id or name.
class TechniqueField : public SuggestField {
    Q_OBJECT
public:
    explicit TechniqueField(const Theme& theme, QWidget* parent = nullptr);

    void setTechniques(std::vector<TechniqueRow> rows);

    TechniqueModel& techniques() { return *m_model; }

signals:
    void techniqueChosen(const QString& id);

private:
    TechniqueField(TechniqueModel* model, const Theme& theme, QWidget* parent);
    void choose(const QString& id);

    TechniqueModel* m_model;
};

} // namespace rulewright::ui
