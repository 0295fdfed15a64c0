package dev.walden.memory;

import dev.walden.memory.semantic.Assertion;
import dev.walden.memory.semantic.FactWords;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words, and what they say about whom.
 *
 * @param around what they were stored with: where that differs, the same words may speak of something else
 */
record Says(
        String text,
        @Nullable String speaker,
        String around,
        @Nullable String subject,
        @Nullable String attribute) {

    private static final Set<String> ME = Set.of("i", "me", "my", "mine", "we", "us", "our", "ours", "myself");

    /** Of a domain, and of metadata as they are packed. */
    static String around(@Nullable String domain, String metadata) {
        return (domain == null ? "" : domain) + '\n' + metadata;
    }

    FactWords words() {
        return FactWords.of(text);
    }

    private boolean ofAttribute(Says other) {
        return subject != null
                && subject.equals(other.subject)
                && attribute != null
                && attribute.equals(other.attribute);
    }

    /** Words that are not of a form that is understood are all value. */
    private FactWords value() {
        return FactWords.of(Assertion.of(text, speaker)
                .filter(said ->
                        said.subject().equals(subject) && said.attribute().equals(attribute))
                .map(Assertion::value)
                .orElse(text));
    }

    /** "I" of one speaker is not "I" of another; of all else, it does not matter who says it. */
    private boolean bySameSpeaker(FactWords words, Says other) {
        return words.words().stream().noneMatch(ME::contains)
                || String.valueOf(speaker).equalsIgnoreCase(String.valueOf(other.speaker));
    }

    /** What other words are to these; empty when they have nothing to do with each other. */
    Optional<Relation> relationTo(Says other) {
        if (ofAttribute(other)) {
            boolean same = value().same(other.value()) || words().same(other.words());
            return Optional.of(same ? Relation.SAME : Relation.SAME_ATTRIBUTE);
        }
        boolean apart = subject != null && other.subject != null;
        return apart || !around.equals(other.around) || !bySameSpeaker(words(), other)
                ? Optional.empty()
                : byWords(words(), other.words());
    }

    private static Optional<Relation> byWords(FactWords words, FactWords other) {
        if (words.same(other)) {
            return Optional.of(Relation.SAME);
        }
        if (words.denies(other)) {
            return Optional.of(Relation.NEGATED);
        }
        return words.recounts(other) ? Optional.of(Relation.CHANGED_NUMBER) : Optional.empty();
    }
}
