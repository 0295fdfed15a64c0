package dev.walden.activity;

import tools.jackson.databind.ObjectReader;

/**
 * How one kind of event is called in the log.
 *
 * @param name kebab case, past tense
 * @param version of the members' meaning; a reader of an older one would be added beside it
 * @param type the event's class
 * @param reader of the data of this version
 */
record EventType(String name, int version, Class<? extends ActivityEvent> type, ObjectReader reader) {

    static EventType of(String name, Class<? extends ActivityEvent> type) {
        return new EventType(name, 1, type, ActivityJson.reader(type));
    }
}
