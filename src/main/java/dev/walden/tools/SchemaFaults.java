package dev.walden.tools;

import com.networknt.schema.Error;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a value has against its schema, in words: where, what was expected and found. Pure. */
final class SchemaFaults {

    private static final int MOST = 5;
    private static final int LONGEST_NAME = 40;
    private static final Pattern STRANGE = Pattern.compile("[^\\p{L}\\p{N}_$@.: ~-]");

    private SchemaFaults() {}

    /** The first few of them. */
    static String sentences(List<Error> errors) {
        String shown = errors.stream().limit(MOST).map(SchemaFaults::sentence).collect(Collectors.joining("; "));
        int left = errors.size() - MOST;
        return left > 0 ? shown + "; and " + left + " more" : shown;
    }

    private static String sentence(Error error) {
        String where = error.getInstanceLocation().toString();
        String shown = place(where);
        String message = error.getMessage();
        String property = error.getProperty();
        if (property != null && !property.isEmpty()) {
            message = message.replace(property, name(property));
        }
        return where.isEmpty() ? message : shown + ": " + message.replace(where, shown);
    }

    private static String place(String pointer) {
        return Stream.of(pointer.split("/", -1))
                .map(SchemaFaults::name)
                .map(name -> name.contains(" ") ? "'" + name + "'" : name)
                .collect(Collectors.joining("/"));
    }

    /** Who made the value made its names, and could put sentences into them: too few words are left of those to be one. */
    private static String name(String name) {
        String plain = STRANGE.matcher(name).replaceAll("?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "…";
    }
}
