package dev.walden.memory.vector;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which items of a space may be found. Immutable, as far as its numbers are let be. */
public final class Among {

    /** All. */
    public static final Among ALL = new Among(null, Set.of());

    private final long @Nullable [] allowed;
    private final Set<String> closed;

    /**
     * Some.
     *
     * @param allowed their seqs, ascending; null for all
     * @param closed knowledge bases of which none may be, whether allowed or not
     */
    public Among(long @Nullable [] allowed, Set<String> closed) {
        this.allowed = allowed;
        this.closed = Set.copyOf(closed);
    }

    Set<String> closed() {
        return closed;
    }

    boolean lets(long seq) {
        return allowed == null || Arrays.binarySearch(allowed, seq) >= 0;
    }

    /** Whether so few are left by their numbers. */
    boolean isAtMost(int items) {
        return allowed != null && allowed.length <= items;
    }
}
