package dev.walden.activity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fact says, as far as that was known when it was stored. Subject and attribute are in lower case, and there together or not at
 * all.
 *
 * @param subject whom or what it is about
 * @param attribute what of the subject it gives; of one subject and attribute, one value is true at a time
 * @param validFrom when it became true
 * @param validTo when it ends to be true by its own words, null when that is not known
 * @param from where the words came from, if not from who stored them: {@code document:ID}, {@code tool:NAME}, {@code url:ADDRESS},
 *     {@code person:NAME}
 */
public record Claim(
        @Nullable String subject,
        @Nullable String attribute,
        Instant validFrom,
        @Nullable Instant validTo,
        List<String> from) {

    public Claim {
        from = List.copyOf(from);
    }

    /** The same without a word of it. */
    Claim wordless() {
        return new Claim(null, null, validFrom, validTo, List.of());
    }
}
