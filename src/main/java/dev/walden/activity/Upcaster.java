package dev.walden.activity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the data of an event's record from one version to the next. Pure: no clock, no file, no blob, no other record; the same
 * members give the same members for ever. Thread-safe.
 *
 * <p>Once released, an upcaster is never changed: the record types may go, the records stay.
 */
@FunctionalInterface
interface Upcaster {

    /** To a version that only has more members, none of which must be there. */
    Upcaster SAME = (Map<String, @Nullable Object> older) -> older;

    /**
     * The members of the next version.
     *
     * @param older the members as the older version wrote them, blobs resolved, the task's id not among them; a map of JDK types that
     *     may be changed and given back: text, {@code Long} or {@code BigInteger}, {@code BigDecimal}, {@code Boolean}, null, lists, maps
     * @throws RuntimeException when they are not what that version wrote; the record is then refused as damaged
     */
    Map<String, @Nullable Object> next(Map<String, @Nullable Object> older);
}
