package dev.walden.memory;

import dev.walden.activity.MemoryEvent.DocumentIngested;
import dev.walden.memory.knowledge.Chunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The chunks of a document as its record holds them. */
record ChunkLines(String chunks, String sections) {

    private static final Pattern LINE = Pattern.compile("(\\S{1,64}) (\\d{1,9}) (\\d{1,9}) (\\d{1,9})");

    /** Lines of these chunks with these ids. */
    static ChunkLines of(List<String> ids, List<Chunk> chunks) {
        StringBuilder lines = new StringBuilder();
        StringBuilder sections = new StringBuilder();
        for (int i = 0; i < ids.size(); i++) {
            Chunk chunk = chunks.get(i);
            lines.append(
                    String.format(Locale.ROOT, "%s %d %d %d\n", ids.get(i), chunk.start(), chunk.end(), chunk.page()));
            sections.append(chunk.section()).append('\n');
        }
        return new ChunkLines(lines.toString(), sections.toString());
    }

    /** The chunks of a record. One that was erased has them without words. */
    static List<Line> of(DocumentIngested event) {
        List<Line> lines = new ArrayList<>();
        String[] sections = event.sections().split("\n", -1);
        for (String line : event.chunks().lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String section = lines.size() < sections.length ? sections[lines.size()] : "";
                lines.add(new Line(matcher.group(1), text(event.text(), matcher), section, number(matcher, 4)));
            }
        }
        return lines;
    }

    private static String text(String all, Matcher line) {
        int end = Math.min(number(line, 3), all.length());
        return all.substring(Math.min(number(line, 2), end), end);
    }

    private static int number(Matcher line, int group) {
        return Integer.parseInt(line.group(group));
    }

    /** A chunk with its words. */
    record Line(String id, String text, String section, int page) {}
}
