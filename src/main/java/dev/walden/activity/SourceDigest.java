package dev.walden.activity;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How an address is named as a source where it must not be kept, as its words were forgotten, or is too long: {@code digest:SHA-256}. Who
 * names the address can still tell that it is the same. Pure.
 */
public final class SourceDigest {

    private static final String ADDRESS = "url:";
    private static final String DIGEST = "digest:";

    private SourceDigest() {}

    /** The digest of an address; any other source, and a digest, as it is. */
    public static String of(String source) {
        return source.startsWith(ADDRESS) ? DIGEST + Sha256.hex(source.getBytes(StandardCharsets.UTF_8)) : source;
    }

    /** Sources by all names that they may have. */
    public static Set<String> with(Collection<String> sources) {
        Set<String> names = new LinkedHashSet<>(sources);
        sources.forEach(source -> names.add(of(source)));
        return names;
    }
}
