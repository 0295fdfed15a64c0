package dev.walden.memory;

import dev.walden.memory.semantic.FactWords;
import java.util.ArrayList;
import java.util.List;

/** What facts have in common that may say the same or otherwise. */
record Likeness(String condition, List<Object> values) {

    static List<Likeness> of(Fact fact) {
        FactWords words = fact.says().words();
        List<Likeness> all = new ArrayList<>(List.of(new Likeness("f.words = ?", List.of(words.key()))));
        words.numbersKey().ifPresent(key -> all.add(new Likeness("f.numbers = ?", List.of(key))));
        String subject = fact.says().subject();
        String attribute = fact.says().attribute();
        if (subject != null && attribute != null) {
            all.add(new Likeness("f.subject = ? AND f.attribute = ?", List.of(subject, attribute)));
        }
        return all;
    }
}
