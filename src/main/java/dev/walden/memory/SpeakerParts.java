package dev.walden.memory;

import dev.walden.memory.semantic.FactWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts facts of the same words into parts that may be compared apart: where the words mean another one with each who says them, those of
 * some speakers. Who says them once is left out.
 */
final class SpeakerParts {

    /** As a name, of nobody who is known. */
    private static final String NOBODY = "";

    private static final String NAME = "coalesce(i.speaker, '')";

    private SpeakerParts() {}

    /**
     * Names that facts of a part have; null for one part of all.
     *
     * @param condition of the facts, with its values
     * @param most facts in a part, unless they are all of one speaker
     */
    static List<@Nullable List<String>> of(Connection views, String condition, int most, @Nullable Object... values)
            throws SQLException {
        List<Named> all = Sql.query(
                views,
                "SELECT " + NAME
                        + ", count(*), min(i.text) FROM memory_facts f JOIN memory_items i ON i.id = f.item WHERE"
                        + condition + " GROUP BY i.speaker",
                Named::read,
                values);
        List<@Nullable List<String>> parts = new ArrayList<>();
        if (all.stream()
                .noneMatch(one -> Speaker.isNamedBy(FactWords.of(one.text()).words()))) {
            parts.add(null);
            return parts;
        }
        Map<Speaker, List<Named>> spellings = new LinkedHashMap<>();
        all.forEach(one ->
                spellings.computeIfAbsent(one.speaker(), _ -> new ArrayList<>()).add(one));
        List<String> part = new ArrayList<>();
        long facts = 0;
        for (List<Named> ofOne : spellings.values()) {
            long more = ofOne.stream().mapToLong(Named::facts).sum();
            if (more > 1) {
                if (facts + more > most && !part.isEmpty()) {
                    parts.add(List.copyOf(part));
                    part.clear();
                    facts = 0;
                }
                ofOne.forEach(one -> part.add(one.name()));
                facts += more;
            }
        }
        if (!part.isEmpty()) {
            parts.add(List.copyOf(part));
        }
        return parts;
    }

    /** The condition of a part, whose names are the values from {@code ?first} on. */
    static String condition(@Nullable List<String> part, int first) {
        if (part == null) {
            return "";
        }
        StringBuilder names = new StringBuilder(" AND " + NAME + " IN (");
        for (int i = 0; i < part.size(); i++) {
            names.append(i == 0 ? "?" : ",?").append(first + i);
        }
        return names.append(')').toString();
    }

    /** One spelling of a speaker, and one of the texts. */
    private record Named(String name, long facts, String text) {

        static Named read(ResultSet row) throws SQLException {
            return new Named(row.getString(1), row.getLong(2), row.getString(3));
        }

        Speaker speaker() {
            return new Speaker(name.equals(NOBODY) ? null : name);
        }
    }
}
