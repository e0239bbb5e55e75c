// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/eval.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <format>
#include <utility>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

class ExpressionReader {
public:
    explicit ExpressionReader(Cursor& cursor)
        : m_cursor(cursor)
    {
    }

    Expr readOr()
    {
        const Depth depth(m_cursor.context(), m_cursor.at());
        const std::size_t begin = start();
        Expr left = readAnd();
        while (!failed() && (takeOperatorWord("OR") || takeOperatorWord("XOR")))
            left = link("OR", begin, std::move(left), readAnd());
        return left;
    }

private:
    [[nodiscard]] bool failed() const { return m_cursor.context().failed; }

    std::size_t start()
    {
        m_cursor.skipBlanks();
        return m_cursor.at();
    }

    bool takeOperatorWord(std::string_view word) { return m_cursor.takeWord(word); }

    Expr call(std::string_view function, std::size_t begin, Expr left, Expr right)
    {
        Call node{std::string(function), {}};
        node.arguments.push_back(std::move(left));
        node.arguments.push_back(std::move(right));
        return {std::move(node), m_cursor.span(begin, m_last)};
    }

    /// An operator of a chain: each lies one level deeper.
    Expr link(std::string_view function, std::size_t begin, Expr left, Expr right)
    {
        constexpr int mostLinks = 1'000;
        if (++m_links > mostLinks)
            m_cursor.fail("An expression has more than 1,000 operators between values: that is the most that is read");
        return call(function, begin, std::move(left), std::move(right));
    }

    Expr readAnd()
    {
        const std::size_t begin = start();
        Expr left = readNot();
        while (!failed() && takeOperatorWord("AND"))
            left = link("AND", begin, std::move(left), readNot());
        return left;
    }

    Expr readNot()
    {
        const Depth depth(m_cursor.context(), m_cursor.at());
        const std::size_t begin = start();
        if (failed() || !takeOperatorWord("NOT"))
            return readComparison();
        Call node{"NOT", {}};
        node.arguments.push_back(readNot());
        return {std::move(node), m_cursor.span(begin, m_last)};
    }

    Expr readComparison()
    {
        const std::size_t begin = start();
        Expr left = readSum();
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> marks{
            {{"==", "=="}, {"!=", "!="}, {"<=", "<="}, {">=", ">="}, {"=", "=="}, {"<", "<"}, {">", ">"}}};
        for (const auto& [mark, function] : marks) {
            if (!failed() && m_cursor.take(mark))
                return call(function, begin, std::move(left), readSum());
        }
        const std::size_t before = m_cursor.at();
        const bool negated = takeOperatorWord("NOT");
        Expr result;
        if (takeOperatorWord("LIKE")) {
            result = call("LIKE", begin, std::move(left), readSum());
        } else if (takeOperatorWord("IN")) {
            Call node{"IN", {}};
            node.arguments.push_back(std::move(left));
            if (m_cursor.take('('))
                readArguments(node);
            else
                m_cursor.fail("IN needs a list in brackets: write (\"a\", \"b\").");
            result = {std::move(node), m_cursor.span(begin, m_last)};
        } else {
            m_cursor.moveTo(before);
            return left;
        }
        if (!negated)
            return result;
        Call node{"NOT", {}};
        node.arguments.push_back(std::move(result));
        return {std::move(node), m_cursor.span(begin, m_last)};
    }

    Expr readSum()
    {
        const std::size_t begin = start();
        Expr left = readProduct();
        while (!failed()) {
            m_cursor.skipBlanks();
            const char c = m_cursor.peek();
            if (m_cursor.isAtEnd() || (c != '+' && c != '-' && c != '.'))
                break;
            m_cursor.take(c);
            left = link(std::string_view(&c, 1), begin, std::move(left), readProduct());
        }
        return left;
    }

    Expr readProduct()
    {
        const std::size_t begin = start();
        Expr left = readOperand();
        while (!failed()) {
            m_cursor.skipBlanks();
            const char c = m_cursor.peek();
            if (m_cursor.isAtEnd() || (c != '*' && c != '/' && c != '%'))
                break;
            m_cursor.take(c);
            left = link(std::string_view(&c, 1), begin, std::move(left), readOperand());
        }
        return left;
    }

    /// The arguments of a call, behind its opening bracket.
    void readArguments(Call& node)
    {
        while (!failed() && !m_cursor.take(')')) {
            if (m_cursor.take(','))
                continue;
            if (m_cursor.isAtEnd()) {
                m_cursor.fail(std::format("The brackets of {}() have no end: close them", node.function));
                break;
            }
            const std::size_t before = m_cursor.at();
            node.arguments.push_back(readOr());
            if (m_cursor.at() == before && !failed())
                m_cursor.fail(
                    std::format("\"{}\" does not belong into the brackets of {}().", m_cursor.peek(), node.function));
        }
        m_last = m_cursor.at();
    }

    std::string_view takeName()
    {
        const std::size_t begin = m_cursor.at();
        while (!m_cursor.isAtEnd()) {
            const char c = m_cursor.peek();
            // A dot between names belongs to the name, as in Processes.process; elsewhere it joins texts.
            const bool isInnerDot
                = c == '.' && isNameChar(m_cursor.peek(1)) && (m_cursor.at() > begin || isDigit(m_cursor.peek(1)));
            if (!isNameChar(c) && c != '{' && c != '}' && c != ':' && c != '@' && c != '$' && !isInnerDot)
                break;
            m_cursor.moveTo(m_cursor.at() + 1);
        }
        return m_cursor.slice(begin, m_cursor.at());
    }

    Expr finished(Expr expr)
    {
        m_last = m_cursor.at();
        return expr;
    }

    Expr readOperand()
    {
        const Depth depth(m_cursor.context(), m_cursor.at());
        const std::size_t begin = start();
        if (failed())
            return {};
        if (const std::optional<Quoted> quoted = m_cursor.takeQuoted())
            return finished({Scalar(unescaped(quoted->text)), m_cursor.span(quoted->begin, quoted->end)});
        if (const ExpandedText::OpenMacro* macro = m_cursor.takeMacro())
            return finished({Call{std::format("`{}`", macro->name), {}}, m_cursor.span(begin, m_cursor.at())});
        const char c = m_cursor.peek();
        if (c == '(') {
            m_cursor.take('(');
            Expr inner = readOr();
            if (!failed() && !m_cursor.take(')'))
                m_cursor.fail("A bracket has no end: close it");
            return finished(std::move(inner));
        }
        if (c == '\'') {
            const std::size_t end = m_cursor.slice(begin + 1, m_cursor.end()).find('\'');
            if (end == std::string_view::npos) {
                m_cursor.fail("A field's name in quotes has no end: close the quotes");
                return {};
            }
            m_cursor.moveTo(begin + end + 2);
            const Span span = m_cursor.span(begin, m_cursor.at());
            return finished({fieldRef(m_cursor.slice(begin, m_cursor.at()), span), span});
        }
        if (c == '-' || c == '+') {
            m_cursor.take(c);
            Expr inner = readOperand();
            if (auto* scalar = std::get_if<Scalar>(&inner.node); scalar != nullptr && c == '-') {
                if (auto* number = std::get_if<Number>(scalar))
                    number->text.insert(0, 1, '-');
            }
            return finished(std::move(inner));
        }
        return readNamed(begin);
    }

    /// A number, a call, a constant or a field.
    Expr readNamed(std::size_t begin)
    {
        const std::string_view name = takeName();
        if (name.empty()) {
            m_cursor.fail(m_cursor.isAtEnd()
                    ? std::string("The expression ends where a field or a value belongs.")
                    : std::format("\"{}\" stands where a field or a value belongs.", m_cursor.peek()));
            return {};
        }
        const Span span = m_cursor.span(begin, m_cursor.at());
        const std::size_t behind = m_cursor.at();
        m_cursor.skipBlanks();
        if (m_cursor.peek() == '(' && !isNumber(name)) {
            m_cursor.take('(');
            Call node{folded(name), {}};
            readArguments(node);
            return finished({std::move(node), m_cursor.span(begin, m_cursor.at())});
        }
        m_cursor.moveTo(behind);
        if (isNumber(name))
            return finished({Scalar(Number{std::string(name)}), span});
        if (equalsFolded(name, "true") || equalsFolded(name, "false"))
            return finished({Scalar(equalsFolded(name, "true")), span});
        if (equalsFolded(name, "null"))
            return finished({Scalar(Null{}), span});
        return finished({fieldRef(name, span), span});
    }

    Cursor& m_cursor;
    int m_links = 0;
    std::size_t m_last = 0;
};

} // namespace

rule::Expr readExpression(Cursor& cursor) { return ExpressionReader(cursor).readOr(); }

bool isCall(const rule::Expr& expr, std::string_view function)
{
    const auto* node = std::get_if<Call>(&expr.node);
    return node != nullptr && node->function == function;
}

const rule::FieldRef* wrappedField(const rule::Expr& expr, bool& ignoresCase)
{
    static constexpr std::array<std::string_view, 9> wrappers{
        "lower", "upper", "trim", "ltrim", "rtrim", "tostring", "tonumber", "mvindex", "mvdedup"};
    const Expr* inner = &expr;
    for (;;) {
        if (const auto* field = std::get_if<FieldRef>(&inner->node))
            return field;
        const auto* node = std::get_if<Call>(&inner->node);
        if (node == nullptr || node->arguments.empty() || !std::ranges::contains(wrappers, node->function))
            return nullptr;
        ignoresCase = ignoresCase || node->function == "lower" || node->function == "upper";
        inner = &node->arguments.front();
    }
}

} // namespace rulewright::lang::spl
