package dev.walden.memory.learned;

import dev.walden.conversation.Templates;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds known texts within others, and leaves gaps in their place: as whole words or numbers, never a part of one. Pure. */
final class Gaps {

    private Gaps() {}

    /**
     * The text with gaps that gives each of these texts, one to a run, when they are filled; empty when there is none. Each run's own is
     * tried, as one of them may say a known text by chance where the others do not.
     */
    static Optional<String> of(List<String> texts, List<Known> known) {
        for (int run = 0; run < texts.size(); run++) {
            String rest = withGaps(texts.get(run), known, run);
            if (gives(rest, texts, known)) {
                return Optional.of(rest);
            }
        }
        return Optional.empty();
    }

    private static boolean gives(String rest, List<String> texts, List<Known> known) {
        for (int run = 0; run < texts.size(); run++) {
            Map<String, String> fillings = new HashMap<>();
            for (Known one : known) {
                fillings.put(one.gap(), one.texts().get(run));
            }
            if (!Templates.fill(rest, fillings).equals(texts.get(run))) {
                return false;
            }
        }
        return true;
    }

    static boolean contains(String text, String part) {
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            if (whole(text, at, part)) {
                return true;
            }
        }
        return false;
    }

    private static String withGaps(String text, List<Known> known, int run) {
        List<Known> longestFirst = known.stream()
                .sorted(Comparator.comparingInt(one -> -one.texts().get(run).length()))
                .toList();
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            Known found = at(text, at, longestFirst, run);
            rest.append(found == null ? text.substring(at, at + 1) : found.inBraces());
            at += found == null ? 1 : found.texts().get(run).length();
        }
        return rest.toString();
    }

    private static @Nullable Known at(String text, int at, List<Known> known, int run) {
        for (Known one : known) {
            String part = one.texts().get(run);
            if (text.startsWith(part, at) && whole(text, at, part)) {
                return one;
            }
        }
        return null;
    }

    private static boolean whole(String text, int at, String part) {
        int end = at + part.length();
        boolean begins = at == 0 || !bothOfWords(text.charAt(at - 1), part.charAt(0));
        boolean ends = end == text.length() || !bothOfWords(part.charAt(part.length() - 1), text.charAt(end));
        return begins && ends;
    }

    private static boolean bothOfWords(char one, char other) {
        return Character.isLetterOrDigit(one) && Character.isLetterOrDigit(other);
    }
}
