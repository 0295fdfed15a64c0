package dev.walden.reasoning.rules;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a sum in infix form, token by token, and writes it in the calculator's symbols. Operands and operators must take turns
 * and parentheses must match; else it is no sum. Confined to one reading.
 */
final class SumTokens {

    /** Stands for the result of an earlier step. A private character: no task can have it by chance. */
    static final String RESULT = "\uE000";

    private static final Pattern NUMBER =
            Pattern.compile("[$€£]?(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+)(?![\\w]*[a-z&&[^x]])");
    private static final Pattern ROOT = word("(?:the\\s+)?(?:square root of|sqrt(?:\\s+of)?|root of)|√");
    private static final Pattern REFERENCE = word(References.EXPRESSION);
    private static final Pattern MINUS = word("-|−|minus\\b|negative\\b");
    private static final Pattern PERCENT = word("(?:%|percent\\b|per cent\\b)(?:\\s+(of)\\b)?");
    private static final Pattern SUFFIX = word("(squared|cubed)\\b");
    private static final Pattern WORDS = Pattern.compile("[a-z]+(?:[\\s-]+[a-z]+){0,19}");

    private static final Map<Pattern, String> OPERATORS = Map.of(
            word("\\+|plus\\b|added to\\b"), "+",
            word("-|−|minus\\b|less\\b"), "-",
            word("\\*\\*|\\^|(?:raised\\s+)?to the power of\\b|to the power\\b"), "^",
            word("\\*(?!\\*)|×|·|times\\b|multiplied by\\b|x(?![a-z])"), "*",
            word("/|÷|:(?=\\s*\\d)|divided by\\b|over\\b"), "/",
            word("mod\\b|modulo\\b|%(?=\\s*\\d)"), "%");

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private boolean operandNext = true;
    private boolean operates;

    private SumTokens(String text) {
        this.text = text.toLowerCase(Locale.ROOT).strip();
    }

    /**
     * A sum in symbols.
     *
     * @param operates whether there is anything to work out
     */
    record Sum(String text, boolean operates) {}

    static Optional<Sum> read(String words) {
        SumTokens tokens = new SumTokens(words);
        while (tokens.at < tokens.text.length()) {
            tokens.skipSpace();
            boolean read = tokens.operandNext ? tokens.operand() : tokens.operator();
            if (!read) {
                return Optional.empty();
            }
        }
        boolean complete = !tokens.operandNext && tokens.open.isEmpty();
        return complete ? Optional.of(new Sum(tokens.out.toString(), tokens.operates)) : Optional.empty();
    }

    private boolean operand() {
        if (take(word("\\(")).isPresent()) {
            return open('(', "(");
        }
        if (take(ROOT).isPresent()) {
            operates = true;
            skipSpace();
            return open(take(word("\\(")).isPresent() ? '(' : 'r', "sqrt(");
        }
        if (take(MINUS).isPresent()) {
            separate();
            out.append('-');
            return true;
        }
        if (take(REFERENCE).isPresent()) {
            return complete(RESULT);
        }
        Optional<Matcher> number = take(NUMBER);
        return number.map(matcher -> complete(matcher.group(1).replace(",", "")))
                .orElseGet(this::numberInWords);
    }

    private boolean numberInWords() {
        Optional<Matcher> found = take(WORDS);
        if (found.isEmpty()) {
            return false;
        }
        List<String> words = Arrays.asList(found.get().group().split("[\\s-]+", -1));
        int length = NumberWords.length(words);
        if (length == 0) {
            return false;
        }
        Matcher end = Pattern.compile("(?:[a-z]+[\\s-]*){" + length + "}")
                .matcher(found.get().group());
        at = found.get().start() + (end.lookingAt() ? end.end() : 0);
        return complete(Long.toString(NumberWords.value(words.subList(0, length))));
    }

    private boolean operator() {
        if (take(word("\\)")).isPresent()) {
            return close();
        }
        if (percent()) {
            return true;
        }
        Optional<Matcher> suffix = take(SUFFIX);
        if (suffix.isPresent()) {
            operates = true;
            out.append(suffix.get().group(1).equals("squared") ? " ^ 2" : " ^ 3");
            return true;
        }
        for (Map.Entry<Pattern, String> operator : OPERATORS.entrySet()) {
            if (take(operator.getKey()).isPresent()) {
                out.append(' ').append(operator.getValue());
                return expectOperand();
            }
        }
        return false;
    }

    private boolean percent() {
        int before = at;
        Optional<Matcher> percent = take(PERCENT);
        if (percent.isEmpty()) {
            return false;
        }
        boolean modulo = percent.get().group().equals("%") && text.substring(at).matches("\\s*[\\d(].*");
        if (modulo) {
            at = before;
            return false;
        }
        out.append('%');
        if (percent.get().group(1) != null) {
            out.append(" of");
            return expectOperand();
        }
        return true;
    }

    private boolean expectOperand() {
        operates = true;
        operandNext = true;
        return true;
    }

    private boolean open(char kind, String symbol) {
        separate();
        open.push(kind);
        out.append(symbol);
        return true;
    }

    private boolean close() {
        if (open.isEmpty() || open.pop() != '(') {
            return false;
        }
        out.append(')');
        closeRoots();
        return true;
    }

    private boolean complete(String operand) {
        separate();
        out.append(operand);
        operandNext = false;
        closeRoots();
        return true;
    }

    /** A root reaches over one operand: a number or what stands in parentheses. */
    private void closeRoots() {
        while (!open.isEmpty() && open.peek() == 'r') {
            open.pop();
            out.append(')');
        }
    }

    private void separate() {
        int last = out.length() - 1;
        boolean tight = last < 0 || out.charAt(last) == '(' || (out.charAt(last) == '-' && (last == 0 || unary(last)));
        if (!tight) {
            out.append(' ');
        }
    }

    private boolean unary(int minus) {
        char before = out.charAt(minus - 1);
        return before == '(' || (minus > 1 && before == ' ' && "+-*/^%f".indexOf(out.charAt(minus - 2)) >= 0);
    }

    private Optional<Matcher> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        matcher.region(at, text.length()).useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static Pattern word(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
    }
}
