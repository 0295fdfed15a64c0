package dev.walden.memory;

import dev.walden.activity.MemoryEvent.EpisodeRecorded;

/**
 * A way of working within a space.
 *
 * @param tools in order, packed
 */
record Way(String space, String tools) {

    static Way of(EpisodeRecorded event) {
        return new Way(event.space().name(), PackedStrings.pack(event.tools()));
    }
}
