package dev.walden.tools;

import com.networknt.schema.Error;
import java.util.List;
import java.util.stream.Collectors;

/** What a value has against its schema, in words: where, what was expected and found. Pure. */
final class SchemaFaults {

    private static final int MOST = 5;

    private SchemaFaults() {}

    /** The first few of them. */
    static String sentences(List<Error> errors) {
        String shown = errors.stream().limit(MOST).map(SchemaFaults::sentence).collect(Collectors.joining("; "));
        int left = errors.size() - MOST;
        return left > 0 ? shown + "; and " + left + " more" : shown;
    }

    private static String sentence(Error error) {
        String where = error.getInstanceLocation().toString();
        return where.isEmpty() ? error.getMessage() : where + ": " + error.getMessage();
    }
}
