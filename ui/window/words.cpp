// SPDX-License-Identifier: Apache-2.0
#include "ui/window/words.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace rulewright::ui {

namespace {
constexpr QChar Minus(0x2212);
} // namespace

QString grouped(qint64 number)
{
    // The product speaks English, so its numbers are written the English way on every machine.
    const QString digits = QLocale(QLocale::English, QLocale::UnitedStates).toString(std::abs(number));
    return number < 0 ? Minus + digits : digits;
}

QString withSign(qint64 number) { return number < 0 ? grouped(number) : u'+' + grouped(number); }

QString withMinus(qint64 number) { return Minus + grouped(std::abs(number)); }

QString gainAndLoss(qint64 added, qint64 removed)
{
    if (removed == 0)
        return withSign(added);
    const QString loss = withMinus(removed);
    return added == 0 ? loss : withSign(added) + u' ' + loss;
}

QString percent(double share)
{
    if (share > 0.0 && share < 0.01)
        return QStringLiteral("<1%");
    // 99.9% is not all of them.
    const int whole = share < 1.0 ? std::min(99, static_cast<int>(std::lround(share * 100)))
                                  : static_cast<int>(std::lround(share * 100));
    return QString::number(whole) + u'%';
}

QString operatorWords(const QString& name)
{
    if (name == u"eq")
        return QStringLiteral("is");
    if (name == u"gt")
        return QStringLiteral(">");
    if (name == u"ge")
        return QStringLiteral("≥");
    if (name == u"lt")
        return QStringLiteral("<");
    if (name == u"le")
        return QStringLiteral("≤");
    if (name == u"is_null")
        return QStringLiteral("is null");
    if (name == u"fieldref")
        return QStringLiteral("is the value of");
    if (name.startsWith(u"fieldref_"))
        return operatorWords(name.mid(9)) + QStringLiteral(" the value of");
    return QString(name).replace(u'_', u' ');
}

} // namespace rulewright::ui
