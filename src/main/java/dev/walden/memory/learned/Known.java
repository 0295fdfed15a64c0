package dev.walden.memory.learned;

import java.util.List;

/**
 * A text of which every run has its own, and the gap that stands for it.
 *
 * @param texts by run; none is blank
 */
record Known(String gap, List<String> texts) {

    Known {
        texts = List.copyOf(texts);
    }

    String inBraces() {
        return "{{" + gap + "}}";
    }
}
