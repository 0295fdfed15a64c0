package dev.walden.memory;

import dev.walden.memory.semantic.Assertion;
import dev.walden.memory.semantic.FactWords;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The words, and what they say about whom. */
record Says(
        String text,
        @Nullable String speaker,
        Around around,
        @Nullable String subject,
        @Nullable String attribute) {

    FactWords words() {
        return FactWords.of(text);
    }

    private boolean ofAttribute(Says other) {
        return subject != null
                && subject.equals(other.subject)
                && attribute != null
                && attribute.equals(other.attribute)
                && ofOneSubject(other);
    }

    /** The same name of a subject may still be two: of two who speak, or of the two things that metadata tell apart. */
    private boolean ofOneSubject(Says other) {
        boolean named = asserted().isEmpty() && other.asserted().isEmpty();
        return (named || around.metadata().equals(other.around.metadata()))
                && (isBySameSpeaker(other) || !(isOfSpeaker() || other.isOfSpeaker()));
    }

    /** Whether another one who says this means another subject. */
    private boolean isOfSpeaker() {
        return Assertion.USER.equals(subject)
                || (Speaker.isNamedBy(words().words())
                        && (speaker == null || !Assertion.normal(speaker).equals(subject)));
    }

    private boolean isBySameSpeaker(Says other) {
        return new Speaker(speaker).equals(new Speaker(other.speaker));
    }

    /** What the words say by their form of this subject and attribute; empty when they are of no such form, as the two were named. */
    private Optional<Assertion> asserted() {
        return Assertion.of(text, speaker)
                .filter(said ->
                        said.subject().equals(subject) && said.attribute().equals(attribute));
    }

    /** Words that are not of a form that is understood are all value. */
    private FactWords value() {
        return FactWords.of(asserted().map(Assertion::value).orElse(text));
    }

    /** What other words are to these; empty when they have nothing to do with each other. */
    Optional<Relation> relationTo(Says other) {
        if (!Objects.equals(around.domain(), other.around.domain())) {
            return Optional.empty();
        }
        if (ofAttribute(other)) {
            boolean same = value().same(other.value()) || words().same(other.words());
            return Optional.of(same ? Relation.SAME : Relation.SAME_ATTRIBUTE);
        }
        boolean apart = (subject != null && other.subject != null) || !around.equals(other.around);
        return apart || (!isBySameSpeaker(other) && Speaker.isNamedBy(words().words()))
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
        if (words.recounts(other)) {
            return Optional.of(Relation.CHANGED_NUMBER);
        }
        return words.postpones(other) ? Optional.of(Relation.CHANGED_TIME) : Optional.empty();
    }
}
