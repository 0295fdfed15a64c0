package dev.walden.cli;

import dev.walden.activity.JsonText;
import dev.walden.activity.StoredEvent;
import dev.walden.activity.StoredRecord;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A record as lines for people, one for each event that it stands for: place, time, type, task, and the data as far as they fit. */
final class RecordText {

    private static final int LONGEST_VALUE = 160;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private RecordText() {}

    static List<String> of(StoredRecord entry) {
        String place = "%8d  %s".formatted(entry.seq(), TIME.format(entry.at()));
        String task = entry.task().map(id -> " " + id).orElse("");
        return entry.events().stream()
                .map(event -> "%s  %-20s%s%s".formatted(place, event.type(), task, data(event)))
                .map(Harmless::text)
                .toList();
    }

    private static String data(StoredEvent event) {
        var text = new StringJoiner(" ", "  ", "").setEmptyValue("");
        event.data().forEach((name, value) -> text.add(name + "=" + value(value)));
        return text.toString();
    }

    private static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case Map<?, ?> blob
            when blob.containsKey("$blob") ->
                "%s (%s bytes in a blob)".formatted(quoted(String.valueOf(blob.get("head"))), blob.get("bytes"));
            case Map<?, ?> object -> shortened(json(object));
            case List<?> list ->
                shortened(json(Map.of("", list)).replaceFirst("^\\{\"\":", "").replaceFirst("}$", ""));
            default -> value.toString();
        };
    }

    @SuppressWarnings("unchecked") // objects of JSON have names
    private static String json(Map<?, ?> object) {
        return JsonText.write((Map<String, @Nullable Object>) object);
    }

    /** Words that need no quotes have none. */
    private static String quoted(String text) {
        return text.matches("[\\w.:/@-]{1,80}")
                ? text
                : shortened(json(Map.of("", text)).replaceFirst("^\\{\"\":", "").replaceFirst("}$", ""));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
