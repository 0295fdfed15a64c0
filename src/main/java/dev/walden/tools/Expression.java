package dev.walden.tools;

import dev.walden.plugin.ToolException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads and works out one arithmetic expression by recursive descent; nothing is evaluated but this grammar. Used once, by one
 * thread.
 *
 * <pre>
 * sum     = product { ("+" | "-") product }
 * product = unary { ("*" | "/" | "%" | "of") unary }      "%" is modulo when a number, a name or "(" follows
 * unary   = ("-" | "+") unary | power
 * power   = percent [ "^" unary ]                         from right to left; binds closer than a sign
 * percent = primary { "%" }                               "of" may follow a percentage only
 * primary = number | "(" sum ")" | name "(" sum { "," sum } ")"
 * </pre>
 */
final class Expression {

    private static final int MAX_LENGTH = 1000;
    private static final int MAX_DEPTH = 50;

    private final Characters in;
    private int depth;
    private boolean endsInPercent;

    private Expression(String text) {
        this.in = new Characters(text);
    }

    static Decimal evaluate(String text) throws ToolException, InterruptedException {
        if (text.length() > MAX_LENGTH) {
            throw ToolException.trusted(
                    "An expression has at most " + MAX_LENGTH + " characters; found: " + text.length());
        }
        Expression expression = new Expression(text);
        Decimal result = expression.sum();
        if (!expression.in.atEnd()) {
            throw expression.in.expected("an operator or the end");
        }
        return result;
    }

    private Decimal sum() throws ToolException, InterruptedException {
        Decimal sum = product();
        while (true) {
            if (in.take("+")) {
                sum = sum.plus(product());
            } else if (in.take("-") || in.take("−")) {
                sum = sum.minus(product());
            } else {
                return sum;
            }
        }
    }

    private Decimal product() throws ToolException, InterruptedException {
        Decimal product = unary();
        while (true) {
            if (in.take("*") || in.take("×") || (endsInPercent && in.takeWord("of"))) {
                product = product.times(unary());
            } else if (in.take("/") || in.take("÷")) {
                product = product.dividedBy(unary());
            } else if (in.take("%")) {
                product = product.modulo(unary());
            } else {
                return product;
            }
        }
    }

    private Decimal unary() throws ToolException, InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("The calculation was interrupted.");
        }
        if (++depth > MAX_DEPTH) {
            throw ToolException.trusted(
                    "An expression may be nested " + MAX_DEPTH + " deep; this one is deeper " + in.position() + ".");
        }
        Decimal value;
        if (in.take("-") || in.take("−")) {
            value = unary().negated();
        } else if (in.take("+")) {
            value = unary();
        } else {
            value = power();
        }
        depth--;
        return value;
    }

    private Decimal power() throws ToolException, InterruptedException {
        Decimal base = percent();
        return in.take("^") || in.take("**") ? base.power(unary()) : base;
    }

    private Decimal percent() throws ToolException, InterruptedException {
        Decimal value = primary();
        endsInPercent = false;
        while (in.takePercentSuffix()) {
            value = value.percent();
            endsInPercent = true;
        }
        return value;
    }

    private Decimal primary() throws ToolException, InterruptedException {
        if (in.take("(")) {
            boolean separates = in.commaSeparates(false);
            Decimal value = sum();
            in.commaSeparates(separates);
            in.require(")");
            return value;
        }
        Optional<String> name = in.takeName();
        if (name.isPresent()) {
            return function(name.get());
        }
        return Decimal.of(in.number());
    }

    private Decimal function(String name) throws ToolException, InterruptedException {
        String where = in.position();
        in.require("(");
        boolean separated = in.commaSeparates(true);
        List<Decimal> arguments = new ArrayList<>();
        do {
            arguments.add(sum());
        } while (in.take(","));
        in.commaSeparates(separated);
        in.require(")");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sqrt" -> only(name, arguments).squareRoot();
            case "abs" -> only(name, arguments).absolute();
            case "round" -> round(arguments);
            case "min" -> least(arguments, 1);
            case "max" -> least(arguments, -1);
            default ->
                throw ToolException.trusted(
                        "There is no function " + name + " (" + where + "). There are: sqrt, abs, round, min, max.");
        };
    }

    private static Decimal only(String name, List<Decimal> arguments) throws ToolException {
        if (arguments.size() != 1) {
            throw ToolException.trusted(name + " takes one argument; found: " + arguments.size());
        }
        return arguments.getFirst();
    }

    private static Decimal round(List<Decimal> arguments) throws ToolException {
        if (arguments.size() > 2) {
            throw ToolException.trusted(
                    "round takes a number and decimal places; found " + arguments.size() + " arguments.");
        }
        return arguments.getFirst().rounded(arguments.size() == 2 ? arguments.getLast() : Decimal.of(BigDecimal.ZERO));
    }

    private static Decimal least(List<Decimal> arguments, int sign) {
        Decimal least = arguments.getFirst();
        for (Decimal argument : arguments) {
            boolean better = sign > 0 ? argument.lessThan(least) : least.lessThan(argument);
            least = better ? argument : least;
        }
        return least;
    }
}
