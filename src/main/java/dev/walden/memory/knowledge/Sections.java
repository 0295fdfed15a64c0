package dev.walden.memory.knowledge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The headings that a place in a document stands under. Confined to its thread. */
final class Sections {

    private static final String BELOW = " > ";
    private static final int MAX_HEADING = 120;
    private static final int MAX_DEPTH = 6;

    private final String root;
    private final Deque<Block> headings = new ArrayDeque<>();
    private String path;

    /** @param root stands above all headings; may be empty */
    Sections(String root) {
        this.root = clipped(root);
        path = this.root;
    }

    void enter(Block heading) {
        while (!headings.isEmpty() && headings.getLast().level() >= heading.level()) {
            headings.removeLast();
        }
        if (headings.size() < MAX_DEPTH) {
            headings.addLast(new Block(heading.level(), 0, clipped(heading.text())));
        }
        StringBuilder all = new StringBuilder(root);
        for (Block above : headings) {
            all.append(all.isEmpty() ? "" : BELOW).append(above.text());
        }
        path = all.toString();
    }

    /** Those of the place; in one line. */
    String path() {
        return path;
    }

    /** What two places have in common. */
    static String common(String one, String other) {
        Iterator<String> others = List.of(other.split(BELOW, -1)).iterator();
        StringBuilder common = new StringBuilder();
        for (String heading : one.split(BELOW, -1)) {
            if (!others.hasNext() || !others.next().equals(heading)) {
                break;
            }
            common.append(common.isEmpty() ? "" : BELOW).append(heading);
        }
        return common.toString();
    }

    private static String clipped(String text) {
        int most = Math.min(text.length(), MAX_HEADING * 4); // a row of columns may have any length
        String head = text.substring(0, TextCut.atMost(text, 0, most));
        String line = head.replaceAll("\\s+", " ").replace('>', ' ').strip();
        return line.substring(0, TextCut.atMost(line, 0, Math.min(line.length(), MAX_HEADING)));
    }
}
