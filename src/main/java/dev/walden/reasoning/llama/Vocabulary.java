package dev.walden.reasoning.llama;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The tokens of a model. Checked to have one for every byte that a text can hold: without it the library ends the process, over a text
 * that it cannot read or a grammar that the model cannot follow. Immutable.
 */
final class Vocabulary {

    private static final String KEY = "tokenizer.ggml.";
    private static final long CONTROL = 3;
    private static final long USER_DEFINED = 4;
    private static final long BYTE = 6;

    private final List<String> marks;

    private Vocabulary(List<String> marks) {
        this.marks = List.copyOf(marks);
    }

    /** @throws IllegalArgumentException when the model cannot be used with these; the message goes on after a colon */
    static Vocabulary of(GgufFile file) {
        List<String> tokens =
                file.list(KEY + "tokens").stream().map(String::valueOf).toList();
        List<?> types = file.list(KEY + "token_type");
        String model = file.text(KEY + "model").orElse("none");
        if (tokens.isEmpty() || types.size() != tokens.size()) {
            throw new IllegalArgumentException("its vocabulary is missing or not whole");
        }
        boolean complete = switch (model) {
            case "llama" -> bytes(tokens, types).containsAll(hexadecimal());
            case "gpt2" -> new HashSet<>(tokens).containsAll(letters());
            default ->
                throw new IllegalArgumentException(
                        "its tokenizer is " + model + ", expected is llama or gpt2, as models that write have");
        };
        if (!complete) {
            throw new IllegalArgumentException("its vocabulary has no token for some bytes");
        }
        long end = file.number(KEY + "eos_token_id").orElse(-1L);
        if (end < 0 || end >= tokens.size()) {
            throw new IllegalArgumentException("its vocabulary names no token that ends a text");
        }
        return new Vocabulary(
                marks(tokens, types, file.text("tokenizer.chat_template").orElse("")));
    }

    /** Texts that would be read as tokens of the model's own, such as the one that ends a turn. */
    List<String> marks() {
        return marks;
    }

    private static List<String> marks(List<String> tokens, List<?> types, String template) {
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            boolean mark =
                    types.get(i).equals(CONTROL) || (types.get(i).equals(USER_DEFINED) && template.contains(token));
            if (mark && token.length() > 1) {
                marks.add(token);
            }
        }
        return marks;
    }

    private static Set<String> bytes(List<String> tokens, List<?> types) {
        Set<String> bytes = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (types.get(i).equals(BYTE)) {
                bytes.add(tokens.get(i));
            }
        }
        return bytes;
    }

    private static List<String> hexadecimal() {
        return IntStream.range(0, 256)
                .mapToObj(value -> String.format("<0x%02X>", value))
                .toList();
    }

    /** As GPT-2 writes bytes: those that can be seen as themselves, others as the characters from 256 on. Only those of UTF-8. */
    private static List<String> letters() {
        List<String> letters = new ArrayList<>();
        int next = 256;
        for (int value = 0; value < 256; value++) {
            boolean visible = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
            int letter = visible ? value : next++;
            boolean used = value == '\n' || (value >= ' ' && value <= '~') || (value >= 0x80 && value <= 0xF4);
            if (used && value != 0xC0 && value != 0xC1) {
                letters.add(Character.toString(letter));
            }
        }
        return letters;
    }
}
