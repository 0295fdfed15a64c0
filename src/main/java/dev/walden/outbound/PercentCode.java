package dev.walden.outbound;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escapes of addresses. */
final class PercentCode {

    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})++");
    /** An escape, or characters that an address cannot have as they are. */
    private static final Pattern SPELLED = Pattern.compile("%[0-9A-Fa-f]{2}|[^\\x21-\\x7E]++|[\"<>^`{|}]");

    private static final HexFormat ESCAPES = HexFormat.of().withUpperCase().withPrefix("%");

    private PercentCode() {}

    /** With a character for each escape. */
    static String decoded(String text) {
        return ENCODED.matcher(text)
                .replaceAll(run -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(run.group().replace("%", "")), StandardCharsets.UTF_8)));
    }

    /** In the one spelling of RFC 3986: letters, digits and {@code -._~} as they are, what must be an escape as one, in upper case. */
    static String canonical(String text) {
        return SPELLED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(spelled(found.group())));
    }

    private static String spelled(String found) {
        if (!found.startsWith("%")) {
            return ESCAPES.formatHex(found.getBytes(StandardCharsets.UTF_8));
        }
        char character = (char) HexFormat.fromHexDigits(found, 1, 3);
        return isUnreserved(character) ? String.valueOf(character) : found.toUpperCase(Locale.ROOT);
    }

    private static boolean isUnreserved(char character) {
        return "-._~".indexOf(character) >= 0 || (character < 0x80 && Character.isLetterOrDigit(character));
    }
}
