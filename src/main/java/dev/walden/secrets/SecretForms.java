package dev.walden.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms in which a value may stand in a text: as it is, in base64 (alone or amid other bytes), URL-encoded, in JSON. Pure. */
final class SecretForms {

    private static final Pattern ESCAPED = Pattern.compile("%[0-9A-F]{2}");

    /** A piece of base64 that is shorter may be anything. */
    private static final int LEAST_PIECE = Secrets.LEAST_CHARACTERS;

    private SecretForms() {}

    static Set<String> of(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        forms.add(inJson(value));
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        for (String form : List.of(encoded, encoded.replace("+", "%20"))) {
            forms.add(form);
            forms.add(ESCAPED.matcher(form).replaceAll(found -> found.group().toLowerCase(Locale.ROOT)));
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        addBase64(forms, bytes, Base64.getEncoder());
        addBase64(forms, bytes, Base64.getUrlEncoder());
        return forms;
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

    private static String inJson(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
