package dev.walden.memory.knowledge;

import java.util.List;

/**
 * JSON by its outermost members and elements, several values one after another by those. Looks at brackets and strings only, in one pass
 * and without recursion: whatever is nested is text. Confined to its thread.
 */
final class Members {

    static final int MAX_DEPTH = 500;

    private final String json;
    private final Blocks blocks = new Blocks();
    private int depth;
    private int from;

    private Members(String json) {
        this.json = json;
    }

    static List<Block> of(String json) throws UnreadableDocument {
        Members members = new Members(json);
        members.scan();
        return members.blocks.all();
    }

    private void scan() throws UnreadableDocument {
        for (int at = 0; at < json.length(); at++) {
            switch (json.charAt(at)) {
                case '"' -> at = endOfString(at);
                case '{', '[' -> open(at);
                case '}', ']' -> close(at);
                case ',' -> {
                    if (depth == 1) {
                        add(at);
                        from = at + 1;
                    }
                }
                case '\n' -> {
                    if (depth == 0) {
                        add(at);
                        from = at + 1;
                    }
                }
                default -> {}
            }
        }
        if (depth != 0) {
            throw broken();
        }
        add(json.length());
    }

    private int endOfString(int start) throws UnreadableDocument {
        for (int at = start + 1; at < json.length(); at++) {
            char each = json.charAt(at);
            if (each == '"') {
                return at;
            }
            at += each == '\\' ? 1 : 0;
        }
        throw broken();
    }

    private void open(int at) throws UnreadableDocument {
        if (++depth > MAX_DEPTH) {
            throw new UnreadableDocument(
                    "too_deep", "JSON is nested at most %d deep; this file is deeper.".formatted(MAX_DEPTH));
        }
        from = depth == 1 ? at + 1 : from;
    }

    private void close(int at) throws UnreadableDocument {
        if (depth == 1) {
            add(at);
            from = at + 1;
        }
        if (--depth < 0) {
            throw broken();
        }
    }

    private void add(int end) throws UnreadableDocument {
        blocks.addSmall(json.substring(from, end).strip());
    }

    private static UnreadableDocument broken() {
        return new UnreadableDocument(
                "wrong_type", "JSON was expected by the name of the file; its brackets do not match.");
    }
}
