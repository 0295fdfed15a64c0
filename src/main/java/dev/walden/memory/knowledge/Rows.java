package dev.walden.memory.knowledge;

/** Comma-separated values by rows, a line each unless a value in quotes goes on; the first names the columns. */
final class Rows {

    private Rows() {}

    static DocumentText of(String text) throws UnreadableDocument {
        Blocks rows = new Blocks();
        StringBuilder row = new StringBuilder();
        String columns = "";
        boolean quoted = false;
        for (String line : text.split("\n", -1)) {
            row.append(row.isEmpty() ? "" : "\n").append(line);
            quoted ^= line.chars().filter(c -> c == '"').count() % 2 == 1;
            if (!quoted) {
                columns = columns.isEmpty() ? row.toString() : columns;
                rows.addSmall(row.toString());
                row.setLength(0);
            }
        }
        rows.addSmall(row.toString());
        return new DocumentText("", columns, rows.all());
    }
}
