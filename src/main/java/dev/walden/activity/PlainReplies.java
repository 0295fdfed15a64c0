package dev.walden.activity;

import java.util.Map;
import java.util.stream.Collectors;

/** Reads replies, whose kind is their first member, from plain JSON. Thread-safe. */
final class PlainReplies implements PlainReader<Object> {

    private static final byte[] KIND = PlainValues.word("{\"kind\":");

    private final Map<String, PlainRecord> byKind = ActivityJson.REPLY_KINDS.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, kind -> PlainRecord.of(kind.getValue())));

    @Override
    public Object read(PlainJson json) {
        json.expect(KIND);
        PlainRecord kind = byKind.get(json.string());
        if (kind == null) {
            throw new NotPlain();
        }
        return kind.readRest(json);
    }
}
