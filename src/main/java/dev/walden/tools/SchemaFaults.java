package dev.walden.tools;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a value has against its schema, in words: where, what was expected and found. The words are the schema's and ours. Of the value there are
 * only names, and one that is more than a name is quoted and clipped: whoever wrote it must not speak as we do. Pure.
 */
final class SchemaFaults {

    private static final int MOST = 5;
    private static final int LONGEST_NAME = 40;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.$@-]{1," + LONGEST_NAME + "}");
    /** Keywords whose faults tell a name that the value has, and not one that the schema has. */
    private static final Set<String> OF_FOREIGN_NAMES =
            Set.of("additionalProperties", "unevaluatedProperties", "propertyNames");

    private SchemaFaults() {}

    /** The first few of them. */
    static String sentences(List<Error> errors) {
        String shown = errors.stream().limit(MOST).map(SchemaFaults::sentence).collect(Collectors.joining("; "));
        int left = errors.size() - MOST;
        return left > 0 ? shown + "; and " + left + " more" : shown;
    }

    private static String sentence(Error error) {
        String where = where(error.getInstanceLocation());
        return where.isEmpty() ? fault(error) : where + ": " + fault(error);
    }

    private static String fault(Error error) {
        String name = error.getProperty();
        return name == null
                        || !OF_FOREIGN_NAMES.contains(error.getKeyword())
                        || PLAIN.matcher(name).matches()
                ? error.getMessage()
                : error.getMessage().replace("'" + name + "'", name(name));
    }

    private static String where(NodePath place) {
        StringBuilder where = new StringBuilder();
        for (int i = 0; i < place.getNameCount(); i++) {
            where.append('/').append(name(String.valueOf(place.getElement(i))));
        }
        return where.toString();
    }

    private static String name(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        int end = Math.min(name.length(), LONGEST_NAME);
        boolean whole = end == name.length();
        return JsonNodes.of(whole ? name : name.substring(0, end) + "…").toString();
    }
}
