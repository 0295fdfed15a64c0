package dev.walden.memory;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who says something, whatever the case and composition of the letters of the name; null for somebody who is not known. */
record Speaker(@Nullable String name) {

    /** Words that mean another one when another one says them. */
    private static final Set<String> RELATIVE =
            Set.of("i me my mine myself we us our ours ourselves you your yours yourself yourselves".split(" "));

    Speaker {
        name = name == null ? null : folded(name);
    }

    /** Upper case first, as some letters have one in common that differ otherwise; in no country's way. */
    private static String folded(String name) {
        String composed = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    static boolean isNamedBy(Iterable<String> words) {
        for (String word : words) {
            int end = word.indexOf('\'');
            if (RELATIVE.contains(end < 0 ? word : word.substring(0, end))) {
                return true;
            }
        }
        return false;
    }
}
