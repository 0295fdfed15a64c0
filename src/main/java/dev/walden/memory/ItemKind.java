package dev.walden.memory;

import java.util.Arrays;
import java.util.Optional;

/** What an item of memory is. */
public enum ItemKind {
    /** A fact or preference (semantic memory). */
    FACT("fact"),
    /** What somebody said (episodic memory). */
    MESSAGE("message"),
    /** What a task was about and came to (episodic memory); made by Walden only. */
    EPISODE("episode"),
    /** What older episodes were about, in sentences of theirs (episodic memory); made by Walden only. */
    SUMMARY("summary"),
    /** A part of a document (knowledge base); its session is the document. Made by Walden only. */
    DOCUMENT("document");

    private final String code;

    ItemKind(String code) {
        this.code = code;
    }

    /** The stable lower-case name in the API and the views. */
    public String code() {
        return code;
    }

    /** The kind with this code, or empty when there is none. */
    public static Optional<ItemKind> parse(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    static ItemKind ofCode(String code) {
        return parse(code)
                .orElseThrow(() -> new IllegalStateException("The views hold an item of unknown kind " + code));
    }
}
