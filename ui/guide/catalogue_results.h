// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/catalogue_reason.h"
#include "core/text/task.h"
#include "ui/guide/guide_contents.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace rulewright::ui {

// What there is to be asked for, by part: offered while a search is typed.
struct CatalogueWords {
    std::vector<TechniqueRow> techniques; // with the number of their rules
    QStringList fields; // canonical, as most often spelt; by name
    QStringList operators;
    QStringList statuses;
    QStringList logSources;
};

CatalogueWords catalogueWords(const corpus::Profile& profile, const attack::AttackData& attack);

// A part of a search without which it would find something.
struct CatalogueWithout {
    QString part; // as written
    QString text; // the search that is left
    qsizetype hits = 0;
};

// A search and what it found. A value: it travels from the worker.
struct CatalogueResults {
    QString text;
    std::shared_ptr<const corpus::Profile> profile;
    std::optional<corpus::CatalogueRemark> error; // then nothing was looked for
    corpus::CatalogueQuery query;
    std::vector<corpus::CatalogueHit> hits;
    std::vector<CatalogueWithout> without; // where nothing was found: the most telling first

    bool isEmpty() const { return text.trimmed().isEmpty(); }
};

CatalogueResults searchCatalogue(const corpus::Catalogue& catalogue, std::shared_ptr<const corpus::Profile> profile,
    const attack::AttackData& attack, const QString& text);

// Bytes of a text as places in it.
struct TextPlace {
    qsizetype begin = 0;
    qsizetype length = 0;
};

TextPlace placeIn(const QString& text, Span bytes);

} // namespace rulewright::ui
