package dev.walden.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where in which document a chunk stands.
 *
 * @param name of the document
 * @param section the headings above it; may be empty
 * @param page from 1; 0 where there are no pages
 * @param part which of its chunks it is, from 0
 */
public record DocumentSource(String name, String section, int page, int part) {

    private static final String NAME = "name";
    private static final String SECTION = "section";
    private static final String PAGE = "page";
    private static final String PART = "part";

    static DocumentSource of(MemoryItem chunk) {
        Map<String, String> metadata = chunk.metadata();
        return new DocumentSource(
                metadata.getOrDefault(NAME, ""),
                metadata.getOrDefault(SECTION, ""),
                Integer.parseInt(metadata.getOrDefault(PAGE, "0")),
                Integer.parseInt(metadata.getOrDefault(PART, "0")));
    }

    /** As an item keeps it. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(NAME, name);
        if (!section.isEmpty()) {
            metadata.put(SECTION, section);
        }
        if (page > 0) {
            metadata.put(PAGE, Integer.toString(page));
        }
        metadata.put(PART, Integer.toString(part));
        return metadata;
    }

    /** By what it is found besides its text. */
    String words() {
        return name + " " + section;
    }

    /** For people and models. */
    String inWords() {
        return name + (section.isEmpty() ? "" : ", " + section) + (page > 0 ? ", page " + page : "");
    }
}
