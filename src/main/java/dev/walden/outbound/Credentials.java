package dev.walden.outbound;

import dev.walden.secrets.SecretException;
import dev.walden.secrets.Secrets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The headers that an operator wants sent below certain addresses. Immutable. */
final class Credentials {

    private final List<Credential> credentials;
    private final Secrets secrets;

    Credentials(List<Credential> credentials, Secrets secrets) {
        this.secrets = secrets;
        this.credentials = credentials.stream()
                .sorted(Comparator.comparingInt(
                        credential -> credential.prefix().length()))
                .toList();
        credentials.forEach(credential -> secrets.recognize(credential.value()));
    }

    /**
     * The headers for this address, by lower-case name; the longest prefix wins. Secrets are filled in now.
     *
     * @throws SecretException when one cannot be had
     */
    Map<String, String> headersFor(Target target) {
        Map<String, String> headers = new TreeMap<>();
        for (Credential credential : credentials) {
            if (credential.prefix().covers(target)) {
                headers.put(credential.header().toLowerCase(Locale.ROOT), credential.value());
            }
        }
        headers.replaceAll((_, value) -> secrets.filled(value)); // of those that are sent, and no others
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
