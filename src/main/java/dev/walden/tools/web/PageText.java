package dev.walden.tools.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * Writes down what a person would read of a part of a page: paragraphs apart, headings, list items and rows marked as Markdown does,
 * what is preformatted as it is. For one thread, one part.
 */
final class PageText implements NodeFilter {

    private static final int MOST_LINKS = 200;
    private static final Set<String> UNSEEN = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "math",
            "iframe",
            "object",
            "canvas",
            "audio",
            "video",
            "head",
            "select",
            "button",
            "input",
            "textarea",
            "dialog");
    private static final Set<String> PARAGRAPHS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "ul",
            "ol",
            "dl",
            "table",
            "blockquote",
            "pre",
            "figure",
            "form",
            "hr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "footer",
            "nav",
            "aside",
            "details",
            "fieldset",
            "address");
    private static final Set<String> LINES =
            Set.of("br", "li", "tr", "dt", "dd", "figcaption", "caption", "summary", "option");

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> links = new LinkedHashMap<>();
    private final Set<String> without;
    private final boolean withLinks;
    /** Line ends that are due before the next word. */
    private int breaks;

    private boolean blank;
    /** Behind a mark that waits for its first word. */
    private boolean marked;

    private int preformatted;

    /**
     * Starts with nothing.
     *
     * @param without names of elements that are left out
     * @param withLinks whether links are numbered, and listed at the end
     */
    PageText(Set<String> without, boolean withLinks) {
        this.without = without;
        this.withLinks = withLinks;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            add(words.getWholeText());
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        String name = element.normalName();
        if (UNSEEN.contains(name) || without.contains(name) || isHidden(element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        breakFor(name);
        preformatted += name.equals("pre") ? 1 : 0;
        if (name.length() == 2 && name.charAt(0) == 'h' && Character.isDigit(name.charAt(1))) {
            mark("#".repeat(name.charAt(1) - '0') + " ");
        } else if (name.equals("li")) {
            mark("- ");
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            String name = element.normalName();
            preformatted -= name.equals("pre") ? 1 : 0;
            if (name.equals("td") || name.equals("th")) {
                cell(element);
            } else if (name.equals("a") && withLinks) {
                link(element);
            } else if (name.equals("li") || name.equals("tr")) {
                marked = false;
            }
            breakFor(name);
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isHidden(Element element) {
        return element.hasAttr("hidden")
                || element.attr("aria-hidden").equals("true")
                || Set.of("navigation", "banner", "contentinfo", "search").contains(element.attr("role"))
                || element.attr("style").replace(" ", "").contains("display:none");
    }

    private void breakFor(String name) {
        if (marked) {
            return;
        }
        if (PARAGRAPHS.contains(name)) {
            breaks = 2;
        } else if (LINES.contains(name)) {
            breaks = Math.max(breaks, 1);
        }
    }

    private void add(String words) {
        if (preformatted > 0) {
            due();
            text.append(words.stripTrailing().isEmpty() ? words : words.replace("\r", ""));
            return;
        }
        String plain = words.replaceAll("[\\s\\u00a0]+", " ").strip();
        blank |= !words.isEmpty() && Character.isWhitespace(words.charAt(0));
        if (!plain.isEmpty()) {
            due();
            text.append(plain);
            blank = Character.isWhitespace(words.charAt(words.length() - 1));
        }
    }

    /** A mark before the first word of an element; it needs no blank before it. */
    private void mark(String mark) {
        due();
        text.append(mark);
        marked = true;
    }

    private void due() {
        if (!text.isEmpty()) {
            text.repeat('\n', breaks);
            if (breaks == 0 && blank && !Character.isWhitespace(text.charAt(text.length() - 1))) {
                text.append(' ');
            }
        }
        breaks = 0;
        blank = false;
        marked = false;
    }

    private void cell(Element cell) {
        if (cell.nextElementSibling() != null) {
            blank = false;
            mark(" | ");
        }
    }

    private void link(Element anchor) {
        String address = anchor.absUrl("href");
        if (address.startsWith("http") && breaks == 0 && links.size() < MOST_LINKS) {
            text.append(" [")
                    .append(links.computeIfAbsent(address, _ -> links.size() + 1))
                    .append(']');
        }
    }

    /** All that was written down. */
    String text() {
        StringBuilder all = new StringBuilder(text.toString().strip());
        if (!links.isEmpty()) {
            all.append("\n\nLinks:");
            links.forEach((address, number) ->
                    all.append("\n[").append(number).append("] ").append(address));
        }
        return all.toString();
    }
}
