package dev.walden.memory.knowledge;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a file is, by its name, or else by the media type that it came with. What is in it is checked when it is read. */
enum DocumentFormat {
    MARKDOWN("md markdown", "text/markdown"),
    TEXT("txt text log rst adoc org tex", "text/plain"),
    HTML("html htm xhtml", "text/html application/xhtml+xml"),
    PDF("pdf", "application/pdf"),
    DOCX("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    CSV("csv tsv", "text/csv text/tab-separated-values"),
    JSON("json jsonl ndjson", "application/json application/x-ndjson"),
    SOURCE(
            "java kt kts scala groovy py rb js mjs ts tsx jsx c h cc cpp hpp cs go rs swift php pl lua r jl hs ml ex exs erl clj sh bash"
                    + " ps1 sql css scss xml yaml yml toml ini properties gradle tf proto graphql vue dockerfile makefile",
            "text/x-java-source text/x-python application/xml text/xml application/yaml text/css");

    private final String endings;
    private final String types;

    /** Each by spaces. */
    DocumentFormat(String endings, String types) {
        this.endings = endings;
        this.types = types;
    }

    /** Whether it is read by a process of its own. */
    boolean isForeign() {
        return this == HTML || this == PDF || this == DOCX;
    }

    /** The format of a file; empty when it is none of these. */
    static Optional<DocumentFormat> of(String name, @Nullable String type) {
        String ending = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1)
                .toLowerCase(Locale.ROOT);
        String plain = type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        for (DocumentFormat format : values()) {
            if (isAmong(ending, format.endings)) {
                return Optional.of(format);
            }
        }
        for (DocumentFormat format : values()) {
            if (isAmong(plain, format.types)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static boolean isAmong(String word, String words) {
        return !word.isEmpty() && word.indexOf(' ') < 0 && (" " + words + " ").contains(" " + word + " ");
    }
}
