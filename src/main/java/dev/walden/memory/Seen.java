package dev.walden.memory;

import dev.walden.activity.SourceDigest;
import dev.walden.activity.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sources from outside that a task was shown words of.
 *
 * @param sources each with the task's record by which it first was
 * @param whole false when records that would tell more are gone, damaged or too many
 */
record Seen(Map<String, Long> sources, boolean whole) {

    /** Nothing from outside. */
    static final Seen NOTHING = new Seen(Map.of(), true);

    private static final int MOST_NAMES = 64;

    /** In UTF-8: all of them have to fit a record with a fact. */
    private static final int MOST_NAME_BYTES = 8_000;

    private static final int LONG_NAME_BYTES = 100;

    Seen {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** What is kept with a fact, in order; where there is too much, tools and addresses go before tasks, and long addresses by their digests. */
    List<String> names() {
        List<String> names = sources.keySet().stream()
                .sorted((one, other) -> Boolean.compare(isTask(one), isTask(other)))
                .limit(MOST_NAMES)
                .sorted()
                .toList();
        return names.stream().mapToInt(Seen::bytes).sum() <= MOST_NAME_BYTES
                ? names
                : names.stream()
                        .map(name -> bytes(name) > LONG_NAME_BYTES ? SourceDigest.of(name) : name)
                        .sorted()
                        .toList();
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The record by which words of a source were first shown, also where only the digest of its name is known; null when they were not. */
    @Nullable
    Long since(String source) {
        Long named = sources.get(source);
        Long digest = sources.get(SourceDigest.of(source));
        return named == null || (digest != null && digest < named) ? digest : named;
    }

    /** The tasks among them, as the sources are in order. */
    List<TaskId> tasks() {
        return sources.keySet().stream()
                .map(Erasure::task)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isTask(String source) {
        return Erasure.task(source).isPresent();
    }
}
