// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/coverage_matrix.h"
#include "ui/guide/matrix_model.h"

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;
class QListWidget;
class QPushButton;
class QTableView;

namespace rulewright::attack {
class AttackData;
}

namespace rulewright::ui {

class SearchField;
class Switch;
class ThemedLabel;
struct Theme;

/// The coverage matrix: which techniques have rules, of which vendors, and what of it the loaded events show. Enter
/// opens the guide of the chosen technique, Space unfolds its sub-techniques.
class CoverageView : public QWidget {
    Q_OBJECT
public:
    CoverageView(std::shared_ptr<const attack::AttackData> attack, const Theme& theme, QWidget* parent = nullptr);

    void setProfile(const std::shared_ptr<const corpus::Profile>& profile);
    /// What each rule of the profile matches among the loaded events; empty while it is not known, with a sentence why.
    void setHits(std::vector<match::Bitmap> hits, const QString& why);

    [[nodiscard]] MatrixModel& model() { return *m_model; }

    [[nodiscard]] QTableView& table() { return *m_table; }

    [[nodiscard]] SearchField& field() { return *m_field; }

    void chooseHeat(Heat heat);
    void chooseTechnique(const QString& id);
    [[nodiscard]] QString chosenTechnique() const;

    /// The techniques that are shown as a layer of the ATT&CK Navigator 4.5; the score is the number of the heat.
    [[nodiscard]] std::string layer() const;
    /// The whole matrix as it is unfolded now. False where the file cannot be written.
    [[nodiscard]] bool writePng(const QString& path) const;
    [[nodiscard]] bool writeSvg(const QString& path) const;

signals:
    void guideRequested(const QString& technique);
    void ruleRequested(quint32 rule);
    void newRuleRequested(const QString& technique);
    void hitsWanted(); ///< the heat of matched events was chosen
    void saveLayerRequested();
    void savePictureRequested(bool isSvg);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeBar();
    QWidget* makeDetail();
    void readFilter();
    void count();
    void updateDetail();
    void updateNote();
    [[nodiscard]] QString title() const;

    std::shared_ptr<const attack::AttackData> m_attack;
    const Theme& m_theme;
    std::shared_ptr<const corpus::Profile> m_profile;
    std::vector<match::Bitmap> m_hits;
    QString m_hitsNote;
    advise::CoverageFilter m_filter;
    MatrixModel* m_model;
    QTableView* m_table;
    SearchField* m_field = nullptr;
    Switch* m_heat = nullptr;
    std::vector<QCheckBox*> m_vendors;
    QComboBox* m_platform = nullptr;
    QComboBox* m_logSource = nullptr;
    QComboBox* m_level = nullptr;
    QCheckBox* m_gaps = nullptr;
    QWidget* m_legend = nullptr;
    ThemedLabel* m_note = nullptr;
    ThemedLabel* m_name = nullptr;
    ThemedLabel* m_id = nullptr;
    ThemedLabel* m_counts = nullptr;
    ThemedLabel* m_events = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_new = nullptr;
    QListWidget* m_rules = nullptr;
    QString m_chosen;
    bool m_isFilling = false;
};

} // namespace rulewright::ui
