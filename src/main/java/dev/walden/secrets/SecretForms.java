package dev.walden.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The forms in which a value may stand in a text: as it is, whole or a line of it, in base64 (alone or amid other bytes), URL-encoded, in
 * JSON, in HTML, as the writers that are in use make them. Pure.
 */
final class SecretForms {

    /** What URL encoders leave as it is besides letters and digits: Java's, RFC 3986, JavaScript's two; each also with slashes. */
    private static final List<String> LEFT_IN_URLS = List.of("-_.*", "-_.~", "-_.!~*'()", "-_.!~*'();,/?:@&=+$#");

    /** What JSON writers escape though they need not, by code: none; Go, Ruby; Gson; .NET. */
    private static final List<String> ESCAPED_IN_JSON = List.of("", "<>&", "<>&='", "<>&+'`\"");

    /** What HTML writers make of quotation marks: leave them, PHP, Python, Spring and others; Go. Of apostrophes also XML. */
    private static final List<String> QUOTES_IN_HTML = List.of("\"", "&quot;", "&#34;");

    private static final List<String> APOSTROPHES_IN_HTML = List.of("'", "&#39;", "&#039;", "&#x27;", "&apos;");

    /** A line, or a piece of base64, that is shorter may be anything. */
    private static final int LEAST_PIECE = Secrets.LEAST_CHARACTERS;

    private static final List<HexFormat> CASES =
            List.of(HexFormat.of().withUpperCase(), HexFormat.of().withLowerCase());

    private SecretForms() {}

    static Set<String> of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        // What is written line by line, as to a log, is searched line by line.
        value.lines()
                .filter(line -> line.length() >= LEAST_PIECE && !line.isBlank())
                .forEach(forms::add);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (HexFormat hex : CASES) {
            for (String escaped : ESCAPED_IN_JSON) {
                addJson(forms, inJson(value, escaped, false, hex));
                addJson(forms, inJson(value, escaped, true, hex));
            }
            for (String left : LEFT_IN_URLS) {
                addUrl(forms, inUrl(bytes, left, hex));
                addUrl(forms, inUrl(bytes, left + "/", hex));
            }
        }
        addHtml(forms, value);
        addBase64(forms, bytes, Base64.getEncoder());
        addBase64(forms, bytes, Base64.getUrlEncoder());
        return forms;
    }

    private static void addJson(Set<String> forms, String form) {
        forms.add(form);
        forms.add(form.replace("/", "\\/"));
    }

    private static void addUrl(Set<String> forms, String form) {
        forms.add(form);
        forms.add(form.replace("%20", "+"));
    }

    private static void addHtml(Set<String> forms, String value) {
        String escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        for (String quote : QUOTES_IN_HTML) {
            String quoted = escaped.replace("\"", quote);
            APOSTROPHES_IN_HTML.forEach(apostrophe -> forms.add(quoted.replace("'", apostrophe)));
        }
    }

    private static void addBase64(Set<String> forms, byte[] bytes, Base64.Encoder encoder) {
        forms.add(encoder.encodeToString(bytes));
        forms.add(encoder.withoutPadding().encodeToString(bytes));
        for (int before = 0; before < 3; before++) {
            String piece = piece(bytes, before, encoder);
            if (piece.length() >= LEAST_PIECE) {
                forms.add(piece);
            }
        }
    }

    /** The characters that no byte before or behind has a part in, {@code user:value} of a basic authorization being such a case. */
    private static String piece(byte[] bytes, int before, Base64.Encoder encoder) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        int from = (8 * before + 5) / 6;
        int to = 8 * shifted.length / 6;
        return encoder.withoutPadding().encodeToString(shifted).substring(from, to);
    }

    private static String inUrl(byte[] bytes, String left, HexFormat hex) {
        StringBuilder form = new StringBuilder(3 * bytes.length);
        for (byte one : bytes) {
            char character = (char) (one & 0xff);
            if (isLetterOrDigit(character) || left.indexOf(character) >= 0) {
                form.append(character);
            } else {
                form.append('%').append(hex.toHexDigits(one));
            }
        }
        return form.toString();
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z');
    }

    /**
     * @param byCode what is written by its code besides control characters
     * @param ascii whether all that is not ASCII is written by its code
     */
    private static String inJson(String value, String byCode, boolean ascii, HexFormat hex) {
        StringBuilder form = new StringBuilder(2 * value.length());
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (byCode.indexOf(character) >= 0 || (ascii && character > '~')) {
                form.append("\\u").append(hex.toHexDigits(character));
            } else {
                form.append(inJson(character, hex));
            }
        }
        return form.toString();
    }

    private static String inJson(char character, HexFormat hex) {
        return switch (character) {
            case '\\' -> "\\\\";
            case '"' -> "\\\"";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> character < ' ' ? "\\u" + hex.toHexDigits(character) : String.valueOf(character);
        };
    }
}
