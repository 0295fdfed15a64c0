package dev.walden.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/** Gathers what a task has seen. Confined to its thread. */
final class SeenSoFar {

    private final Map<String, Long> sources = new LinkedHashMap<>();
    private boolean whole = true;

    void add(String source, long record) {
        sources.merge(source, record, Math::min);
    }

    /** Something that would tell more cannot be read. */
    void lost() {
        whole = false;
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    Seen seen() {
        return new Seen(sources, whole);
    }
}
