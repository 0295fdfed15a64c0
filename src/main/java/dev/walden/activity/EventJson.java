package dev.walden.activity;

import java.nio.charset.StandardCharsets;

/**
 * An event as the log has it, without its place and with all members: for those who show records to people.
 *
 * @param type kebab case, past tense
 * @param version of the members' meaning
 * @param data a JSON object; a task's id stands beside it, not in it
 */
public record EventJson(String type, int version, String data) {

    /** The event with all its words; long ones are not replaced by references to blobs. */
    public static EventJson of(ActivityEvent event) {
        EventType type = EventTypes.CURRENT.of(event);
        String data = new String(ActivityJson.writeWhole(event), StandardCharsets.UTF_8);
        return new EventJson(type.name(), type.version(), data);
    }
}
