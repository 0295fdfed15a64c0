package dev.walden.memory;

import java.util.Locale;

/** What is done on a thread of its own to keep memory in order. */
enum UpkeepWork {
    /** Facts are merged and weighed, old episodes summarized. */
    UPKEEP,
    /** What is too old is forgotten. */
    FORGETTING;

    /** In metrics and log lines. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
