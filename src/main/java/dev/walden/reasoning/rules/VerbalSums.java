package dev.walden.reasoning.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Sums told by a verb or a noun, such as "add 3 and 4" or "the average of 2 and 4". */
final class VerbalSums {

    private static final Pattern BETWEEN =
            Pattern.compile("\\s*,\\s*(?:and\\s+)?|\\s+and\\s+", Pattern.CASE_INSENSITIVE);

    private static final List<Form> FORMS = List.of(
            form("increase (.+) by (.+)(?:%| percent)", o -> o.get(0) + " + " + o.get(1) + "% of " + o.get(0)),
            form(
                    "(?:decrease|reduce) (.+) by (.+)(?:%| percent)",
                    o -> o.get(0) + " - " + o.get(1) + "% of " + o.get(0)),
            form("(.+)(?:%| percent) off(?: of)? (.+)", o -> o.get(1) + " - " + o.get(0) + "% of " + o.get(1)),
            form("what (?:percent|percentage) of (.+) is (.+)", o -> o.get(1) + " / " + o.get(0) + " * 100"),
            form("(?:percent|percentage) of (.+) is (.+)", o -> o.get(1) + " / " + o.get(0) + " * 100"),
            form("add (.+) to (.+)", o -> o.get(1) + " + " + o.get(0)),
            form("subtract (.+) from (.+)", o -> o.get(1) + " - " + o.get(0)),
            form("multiply (.+) (?:by|with|and) (.+)", o -> o.get(0) + " * " + o.get(1)),
            form("divide (.+) by (.+)", o -> o.get(0) + " / " + o.get(1)),
            form("(?:the )?difference (?:between|of) (.+) and (.+)", o -> o.get(0) + " - " + o.get(1)),
            form("(?:the )?quotient of (.+) and (.+)", o -> o.get(0) + " / " + o.get(1)),
            form("(?:double|twice) (.+)", o -> o.get(0) + " * 2"),
            form("(?:triple|three times) (.+)", o -> o.get(0) + " * 3"),
            form("(?:halve|(?:a |one )?half of) (.+)", o -> o.get(0) + " / 2"),
            form("(?:a |one )?(?:quarter|fourth) of (.+)", o -> o.get(0) + " / 4"),
            form("(?:a |one )?third of (.+)", o -> o.get(0) + " / 3"),
            form("(?:the )?square of (.+)|square (?!root)(.+)", o -> o.get(0) + " ^ 2"),
            form("(?:the )?cube of (.+)|cube (.+)", o -> o.get(0) + " ^ 3"),
            form("multiply by (.+)", o -> SumTokens.RESULT + " * " + o.get(0)),
            form("divide by (.+)", o -> SumTokens.RESULT + " / " + o.get(0)),
            many("(?:add(?: up)?|sum(?: up)?|(?:the )?(?:sum|total) of) (.+)", o -> String.join(" + ", o)),
            many("(?:multiply|(?:the )?product of) (.+)", o -> String.join(" * ", o)),
            many("(?:the )?(?:average|mean) of (.+)", o -> "(" + String.join(" + ", o) + ") / " + o.size()),
            form("add (.+)", o -> SumTokens.RESULT + " + " + o.get(0)),
            form("subtract (.+)", o -> SumTokens.RESULT + " - " + o.get(0)));

    private VerbalSums() {}

    /** The expression in symbols, when the words have one of the forms and every operand is a sum itself. */
    static Optional<String> expression(String words) {
        return FORMS.stream().flatMap(form -> form.expression(words).stream()).findFirst();
    }

    private static Form form(String regex, Function<List<String>, String> expression) {
        return new Form(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), expression, false);
    }

    private static Form many(String regex, Function<List<String>, String> expression) {
        return new Form(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), expression, true);
    }

    /** @param enumerates whether its one operand is a list of two or more */
    private record Form(Pattern pattern, Function<List<String>, String> expression, boolean enumerates) {

        Optional<String> expression(String words) {
            Matcher matcher = pattern.matcher(words);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            List<String> operands = enumerates ? Arrays.asList(BETWEEN.split(matcher.group(1), -1)) : groups(matcher);
            List<String> read = operands.stream()
                    .flatMap(operand -> operand(operand).stream())
                    .toList();
            boolean complete = read.size() == operands.size() && (!enumerates || read.size() > 1);
            return complete ? Optional.of(expression.apply(read)) : Optional.empty();
        }

        private static List<String> groups(Matcher matcher) {
            return IntStream.rangeClosed(1, matcher.groupCount())
                    .mapToObj(matcher::group)
                    .filter(Objects::nonNull)
                    .toList();
        }

        private static Optional<String> operand(String words) {
            return SumTokens.read(words).map(sum -> sum.operates() ? "(" + sum.text() + ")" : sum.text());
        }
    }
}
