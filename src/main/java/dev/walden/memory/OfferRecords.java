package dev.walden.memory;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where it stands in the log what a task was told of procedures, in the order of the prompt.
 *
 * @param words the record that has the words of those that come first; null when there are none
 * @param learned those by which the others were learned
 */
record OfferRecords(@Nullable Long words, List<Long> learned) {

    private static final String NONE = "-";

    OfferRecords {
        learned = List.copyOf(learned);
    }

    /** As a task's context records it. */
    String recorded() {
        StringJoiner text = new StringJoiner(" ").add(words == null ? NONE : words.toString());
        learned.forEach(seq -> text.add(seq.toString()));
        return text.toString();
    }

    /** What {@link #recorded} wrote. */
    static OfferRecords parse(String recorded) {
        List<String> parts = List.of(recorded.split(" "));
        String words = parts.getFirst();
        return new OfferRecords(
                words.equals(NONE) ? null : Long.valueOf(words),
                parts.stream().skip(1).map(Long::valueOf).toList());
    }
}
