package dev.walden.memory.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Collects blocks from the XHTML that parsers tell: headings, paragraphs, list items, rows, pages. Confined to its thread. */
final class BlockHandler extends DefaultHandler {

    private static final Set<String> PARTS = Set.of(
            "p",
            "li",
            "tr",
            "div",
            "pre",
            "blockquote",
            "dt",
            "dd",
            "caption",
            "figcaption",
            "article",
            "section",
            "table",
            "ul",
            "ol",
            "body",
            "br",
            "main");

    private static final Set<String> UNSEEN = Set.of("script", "style", "head", "nav", "noscript", "template");

    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder title = new StringBuilder();
    private final long maxCharacters;
    private long characters;
    private int page;
    private int heading;
    private int unseen;
    private boolean inTitle;

    BlockHandler(long maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    DocumentText document() {
        end();
        return new DocumentText(title.toString().strip(), "", blocks);
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
        String name = local.toLowerCase(Locale.ROOT);
        unseen += UNSEEN.contains(name) ? 1 : 0;
        inTitle |= name.equals("title");
        if (level(name) > 0 || PARTS.contains(name)) {
            end();
            heading = level(name);
        }
        if (name.equals("div") && "page".equals(attributes.getValue("class"))) {
            page++;
        }
        if (name.equals("td") || name.equals("th")) {
            String before = text.toString().stripTrailing();
            text.setLength(0);
            text.append(before).append(before.isEmpty() ? "" : " | ");
        }
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
        String name = local.toLowerCase(Locale.ROOT);
        unseen -= UNSEEN.contains(name) ? 1 : 0;
        inTitle &= !name.equals("title");
        if (level(name) > 0 || PARTS.contains(name)) {
            end();
            heading = 0;
        }
    }

    @Override
    public void characters(char[] all, int from, int length) throws SAXException {
        characters += length;
        if (characters > maxCharacters) {
            throw new TooLong();
        }
        if (inTitle) {
            title.append(all, from, length);
        } else if (unseen == 0) {
            text.append(all, from, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] all, int from, int length) throws SAXException {
        characters(all, from, length);
    }

    private void end() {
        String block = text.toString().replace('\u00a0', ' ').strip();
        text.setLength(0);
        if (!block.isEmpty()) {
            blocks.add(new Block(heading, page, block));
        }
    }

    private static int level(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6'
                ? name.charAt(1) - '0'
                : 0;
    }

    /** There is more text than is taken. */
    static final class TooLong extends SAXException {
        private static final long serialVersionUID = 1;
    }
}
