package dev.walden.tools;

import dev.walden.conversation.Templates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web address with gaps behind its host. What is filled in is percent-encoded. That leaves dots as they are, and of nothing makes nothing: a
 * server reads {@code /orders/..} as {@code /}, and {@code /orders/} as the list of all; many decode an address before they read its path. So
 * an argument does not fit that divides a name of the path, leaves one empty, {@code .} or {@code ..}, or has an escape of its own there, or
 * that leaves a value of the query empty, where the template has it otherwise. Immutable.
 */
record AddressTemplate(String text) {

    private static final Pattern ORIGIN = Pattern.compile("^https?://[^/?#]*");
    /** What divides names, to somebody. */
    private static final Pattern DIVIDER = Pattern.compile("/|\\\\|%2f|%5c", Pattern.CASE_INSENSITIVE);
    /** Some servers take what stands behind a semicolon for a parameter, and look for the name before it. */
    private static final Pattern NO_PART_OF_NAME =
            Pattern.compile("(;|%3b).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** The same as a dot, to whoever resolves the path. */
    private static final Pattern ENCODED_DOT = Pattern.compile("%2e", Pattern.CASE_INSENSITIVE);
    /** Whoever decodes twice reads the escape behind it. */
    private static final String ENCODED_PERCENT = "%25";

    static boolean is(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }

    /** Whether an argument would choose whom to ask. */
    boolean hasGapInHost() {
        Matcher origin = ORIGIN.matcher(text);
        return origin.find() && origin.group().contains("{{");
    }

    /** The address with its gaps filled. */
    String filled(Map<String, Object> fillings) {
        return with(
                fillings,
                value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** Whether the address stays one of those that the template means. */
    boolean fits(Map<String, Object> fillings) {
        List<String> meant = parts(with(fillings, _ -> "x"));
        List<String> made = parts(filled(fillings));
        if (made.size() != meant.size()) {
            return false;
        }
        for (int i = 0; i < made.size(); i++) {
            if (made.get(i).isEmpty() && !meant.get(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private String with(Map<String, Object> fillings, UnaryOperator<String> written) {
        Map<String, String> texts = new HashMap<>();
        fillings.forEach((name, value) -> texts.put(name, written.apply(String.valueOf(value))));
        return Templates.fill(text, texts);
    }

    /** The names in its path, and behind them the values in its query; empty are those that mean none, or nobody knows what. */
    private static List<String> parts(String address) {
        String sent = ORIGIN.matcher(address).replaceFirst("").split("#", 2)[0];
        String[] pathAndQuery = sent.split("\\?", 2);
        List<String> parts = new ArrayList<>();
        for (String name : DIVIDER.split(pathAndQuery[0], -1)) {
            String read = ENCODED_DOT
                    .matcher(NO_PART_OF_NAME.matcher(name).replaceFirst(""))
                    .replaceAll(".");
            boolean isNone = read.equals(".") || read.equals("..") || read.contains(ENCODED_PERCENT);
            parts.add(isNone ? "" : read);
        }
        for (String parameter : pathAndQuery.length == 1 ? new String[0] : pathAndQuery[1].split("&", -1)) {
            parts.add(parameter.substring(parameter.indexOf('=') + 1));
        }
        return parts;
    }
}
