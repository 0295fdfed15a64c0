package dev.walden.memory.knowledge;

import java.util.List;

/** Text in paragraphs, which blank lines part; form feeds part pages. */
final class Paragraphs {

    private Paragraphs() {}

    static List<Block> of(String text) throws UnreadableDocument {
        Blocks blocks = new Blocks();
        int page = text.indexOf('\f') < 0 ? 0 : 1;
        for (String sheet : text.split("\f", -1)) {
            for (String paragraph : sheet.split("\n[ \t]*\n+", -1)) {
                blocks.add(new Block(0, page, paragraph.strip()));
            }
            page += page == 0 ? 0 : 1;
        }
        return blocks.all();
    }
}
