// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_line.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <sstream>
#include <string>
#include <vector>

namespace rulewright::tests {

/// What a command of rulewright-cli ended with and wrote.
struct Answer {
    int status = 0;
    std::string out;
    std::string err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(QByteArray::fromStdString(out)).object(); }
};

inline Answer run(const std::vector<std::string>& arguments)
{
    std::ostringstream out;
    std::ostringstream err;
    cli::Output output{out, err};
    const int status = cli::runCommandLine(arguments, output);
    return {status, out.str(), err.str()};
}

} // namespace rulewright::tests
