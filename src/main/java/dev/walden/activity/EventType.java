package dev.walden.activity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/**
 * How one kind of event is called in the log, and how it was written by earlier versions of Walden.
 *
 * <p>Versions count from 1, and each older one has exactly one {@link Upcaster}, to the next: the number of upcasters <em>is</em> the
 * number of older versions, so that no version can be left without its reader. To change an event: change its record, add the
 * upcaster from what the log held so far at the end of its line in {@link EventTypes}, and add golden files (docs/CONTRIBUTING.md).
 *
 * @param name kebab case, past tense
 * @param type the event's class
 * @param reader of the data of the newest version, the task's id among them
 * @param upcasters the first from version 1 to 2, the last to the newest
 * @param namesFiles whether there may be {@link KeptBytes} of the event itself beside strings that were moved away; such an event has no
 *     members that somebody else named
 */
record EventType(
        String name,
        Class<? extends ActivityEvent> type,
        ObjectReader reader,
        List<Upcaster> upcasters,
        boolean namesFiles) {

    EventType {
        upcasters = List.copyOf(upcasters);
    }

    static EventType of(String name, Class<? extends ActivityEvent> type, Upcaster... upcasters) {
        return new EventType(name, type, ActivityJson.reader(type), List.of(upcasters), false);
    }

    EventType namingFiles() {
        return new EventType(name, type, reader, upcasters, true);
    }

    /** The newest version, the only one that is written. */
    int version() {
        return upcasters.size() + 1;
    }

    /** Whether data of this version are data of the newest one as they stand. */
    boolean readsAsNewest(long version) {
        return version >= 1
                && version <= version()
                && upcasters.subList((int) version - 1, upcasters.size()).stream()
                        .allMatch(Upcaster.SAME::equals);
    }

    /**
     * The data as the newest version would have written them. Those that {@link #readsAsNewest} are given back as they are, unparsed.
     *
     * @param version from 1 to {@link #version()}
     */
    byte[] upToDate(int version, byte[] data) {
        if (readsAsNewest(version)) {
            return data;
        }
        Map<String, @Nullable Object> members = ActivityJson.readObject(data);
        for (Upcaster upcaster : upcasters.subList(version - 1, upcasters.size())) {
            members = upcaster.next(members);
        }
        return ActivityJson.write(members);
    }
}
