package dev.walden.reasoning.llama;

import java.util.Optional;

/**
 * Which words of a growing reply may be heard already: not what may be calls, nor what may be the beginning of the text that ends a turn,
 * nor blanks around the whole. Confined to the thread of the model.
 */
final class HearableWords {

    private final String end;
    private final boolean calls;
    private int told;

    /**
     * @param end the text that ends a turn; empty when there is none
     * @param calls whether what begins with a brace may be calls
     */
    HearableWords(String end, boolean calls) {
        this.end = end;
        this.calls = calls;
    }

    /** The words behind those that were given before, of all that was said so far. */
    Optional<String> next(CharSequence said) {
        int first = 0;
        while (first < said.length() && Character.isWhitespace(said.charAt(first))) {
            first++;
        }
        if (first == said.length() || (calls && said.charAt(first) == '{')) {
            return Optional.empty();
        }
        int from = Math.max(first, told);
        int to = said.length() - endsWithBeginningOfEnd(said);
        while (to > from && Character.isWhitespace(said.charAt(to - 1))) {
            to--;
        }
        if (to <= from) {
            return Optional.empty();
        }
        told = to;
        return Optional.of(said.subSequence(from, to).toString());
    }

    private int endsWithBeginningOfEnd(CharSequence said) {
        for (int length = Math.min(end.length() - 1, said.length()); length > 0; length--) {
            if (end.startsWith(
                    said.subSequence(said.length() - length, said.length()).toString())) {
                return length;
            }
        }
        return 0;
    }
}
