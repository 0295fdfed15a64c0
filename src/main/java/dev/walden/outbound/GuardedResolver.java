package dev.walden.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host for a connection and checks what it got. The connection goes to exactly these addresses, so that a name that
 * changes between two lookups gains nothing: there is only one. Thread-safe.
 */
record GuardedResolver(NameService names, AddressGuard guard) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.lookup(host);
        for (InetAddress address : addresses) {
            Optional<String> refusal = guard.refusal(address);
            if (refusal.isPresent()) {
                throw new RefusedAddressException("The address " + address.getHostAddress() + " of " + host
                        + " may not be connected to: " + refusal.get() + ".");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** A name leads where this service does not go. */
    static final class RefusedAddressException extends UnknownHostException {

        private RefusedAddressException(String message) {
            super(message);
        }
    }
}
