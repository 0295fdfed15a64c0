package dev.walden.reasoning.llama;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that a model can be loaded from, as far as its header tells.
 *
 * @param trainedTokens the longest text that it was made for
 * @param template how turns are written, in words of its own; empty when it does not say
 * @param marks see {@link Vocabulary#marks()}
 */
record ModelFile(Path path, long trainedTokens, Optional<String> template, List<String> marks) {

    ModelFile {
        marks = List.copyOf(marks);
    }

    /** @throws IllegalArgumentException when no model can be loaded from it; the message says why and what to do */
    static ModelFile check(Path path) {
        GgufFile file = GgufFile.read(path);
        try {
            String architecture = file.text("general.architecture").orElse("");
            long trained = needed(file, architecture + ".context_length");
            needed(file, architecture + ".block_count");
            needed(file, architecture + ".embedding_length");
            if (!file.embedsTokens()) {
                throw new IllegalArgumentException("it has no weights of tokens");
            }
            return new ModelFile(
                    path,
                    trained,
                    file.text("tokenizer.chat_template"),
                    Vocabulary.of(file).marks());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The file " + path + " is no model that can be used: " + e.getMessage()
                            + ". Take one that answers in a chat.",
                    e);
        }
    }

    private static long needed(GgufFile file, String key) {
        return file.number(key)
                .filter(number -> number > 0)
                .orElseThrow(() -> new IllegalArgumentException("its header has no " + key));
    }
}
