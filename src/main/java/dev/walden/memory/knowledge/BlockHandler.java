package dev.walden.memory.knowledge;

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

    private final Blocks blocks = new Blocks();
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

    DocumentText document() throws UnreadableDocument {
        add();
        return new DocumentText(title.toString().strip(), "", blocks.all());
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) throws Refused {
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
            nextCell();
        }
    }

    @Override
    public void endElement(String uri, String local, String qualified) throws Refused {
        String name = local.toLowerCase(Locale.ROOT);
        unseen -= UNSEEN.contains(name) ? 1 : 0;
        inTitle &= !name.equals("title");
        if (level(name) > 0 || PARTS.contains(name)) {
            end();
            heading = 0;
        }
    }

    @Override
    public void characters(char[] all, int from, int length) throws Refused {
        characters += length;
        if (characters > maxCharacters) {
            throw new Refused(UnreadableDocument.tooLong(maxCharacters));
        }
        if (inTitle) {
            title.append(all, from, length);
        } else if (unseen == 0) {
            text.append(all, from, length);
        }
    }

    @Override
    public void ignorableWhitespace(char[] all, int from, int length) throws Refused {
        characters(all, from, length);
    }

    /** In place: a row may have as many cells as there are characters. */
    private void nextCell() {
        int end = text.length();
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        text.setLength(end);
        text.append(end == 0 ? "" : " | ");
    }

    private void end() throws Refused {
        try {
            add();
        } catch (UnreadableDocument e) {
            throw new Refused(e);
        }
    }

    private void add() throws UnreadableDocument {
        String block = text.toString().replace('\u00a0', ' ').strip();
        text.setLength(0);
        blocks.add(new Block(heading, page, block));
    }

    private static int level(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6'
                ? name.charAt(1) - '0'
                : 0;
    }

    /** The document has more than is taken: what parsers let through. */
    static final class Refused extends SAXException {
        private static final long serialVersionUID = 1;

        private final UnreadableDocument why;

        Refused(UnreadableDocument why) {
            super(why);
            this.why = why;
        }

        UnreadableDocument why() {
            return why;
        }
    }
}
