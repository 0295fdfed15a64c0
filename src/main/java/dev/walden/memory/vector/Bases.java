package dev.walden.memory.vector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;

/** In which knowledge base each item of a space and segment is: by number, 0 for none. Immutable. */
final class Bases {

    static final Bases NONE = new Bases(new short[0], List.of());

    /** Of the items; empty when none is in any. */
    private final short[] numbers;
    /** The first has the number 1. */
    private final List<String> names;

    private Bases(short[] numbers, List<String> names) {
        this.numbers = numbers;
        this.names = names;
    }

    static Bases read(LeafReader leaf, int first, int count) throws IOException {
        SortedDocValues values = DocValues.getSorted(leaf, VectorDocument.BASE);
        Map<Integer, Short> known = new HashMap<>();
        List<String> names = new ArrayList<>();
        short[] numbers = new short[count];
        for (int i = 0; i < count; i++) {
            if (values.advanceExact(first + i)) {
                Short number = known.get(values.ordValue());
                if (number == null) {
                    names.add(values.lookupOrd(values.ordValue()).utf8ToString());
                    number = (short) Math.min(names.size(), Short.MAX_VALUE);
                    known.put(values.ordValue(), number);
                }
                numbers[i] = number;
            }
        }
        return names.isEmpty() ? NONE : new Bases(numbers, List.copyOf(names));
    }

    int of(int i) {
        return numbers.length == 0 ? 0 : numbers[i];
    }

    BitSet numbers(Set<String> wanted) {
        BitSet found = new BitSet();
        for (int i = 0; i < names.size(); i++) {
            if (wanted.contains(names.get(i))) {
                found.set(i + 1);
            }
        }
        return found;
    }
}
