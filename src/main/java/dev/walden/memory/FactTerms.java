package dev.walden.memory;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a new fact beside its words.
 *
 * @param subject whom or what it is about; with an attribute or not at all
 * @param attribute what of the subject it gives; of one subject and attribute, one value is true at a time
 * @param validFrom when it became true, null for when it was observed
 * @param validTo when it ends to be true, null when that is not known
 * @param source where the words come from: {@code document:ID}, {@code url:ADDRESS}, {@code tool:NAME} or {@code person:NAME}; null
 *     for who stores them. What comes from others than persons is not trusted.
 */
public record FactTerms(
        @Nullable String subject,
        @Nullable String attribute,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        @Nullable String source) {

    private static final Pattern SOURCE = Pattern.compile("(?:document|url|tool|person):\\S(?:.{0,510}\\S)?");

    /** @throws MemoryException.Unacceptable when they do not fit together or a bound is passed */
    public FactTerms {
        if ((subject == null) != (attribute == null) || isBlank(subject) || isBlank(attribute)) {
            throw NewItem.unacceptable("subject", "has words and comes with an attribute", "one of the two");
        }
        NewItem.checkName("subject", subject);
        NewItem.checkName("attribute", attribute);
        NewItem.checkTime("validFrom", validFrom);
        NewItem.checkTime("validTo", validTo);
        if (validFrom != null && validTo != null && !validFrom.isBefore(validTo)) {
            throw NewItem.unacceptable("validTo", "comes after its validFrom", validTo.toString());
        }
        if (source != null && !SOURCE.matcher(source).matches()) {
            throw NewItem.unacceptable("source", "is document:ID, url:ADDRESS, tool:NAME or person:NAME", source);
        }
    }

    boolean trusted() {
        return source == null || source.startsWith("person:");
    }

    private static boolean isBlank(@Nullable String name) {
        return name != null && name.isBlank();
    }
}
