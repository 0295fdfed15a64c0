package dev.walden.outbound;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The headers that an operator wants sent below certain addresses. Immutable. */
final class Credentials {

    private final List<Credential> credentials;

    Credentials(List<Credential> credentials) {
        this.credentials = credentials.stream()
                .sorted(Comparator.comparingInt(
                        credential -> credential.prefix().length()))
                .toList();
    }

    /** The headers for this address, by lower-case name; the longest prefix wins. */
    Map<String, String> headersFor(Target target) {
        Map<String, String> headers = new TreeMap<>();
        for (Credential credential : credentials) {
            if (credential.prefix().covers(target)) {
                headers.put(credential.header().toLowerCase(Locale.ROOT), credential.value());
            }
        }
        return headers;
    }

    /** One header below one prefix. */
    record Credential(UrlPrefix prefix, String header, String value) {

        /** Without the value. */
        @Override
        public String toString() {
            return header + " below " + prefix;
        }
    }
}
