package dev.walden.outbound;

import dev.walden.secrets.Secrets;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The one door out for addresses that nobody configured.
 *
 * @param allowPrivateAddresses whether loopback, private and shared networks may be asked; link-local and reserved ones never may
 * @param connectTimeout the longest wait for one connection
 * @param timeout the longest exchange, redirects included
 * @param maxBody the longest response body that is kept; what is longer is cut and says so
 * @param credentials by a name of the operator's choice: headers sent below a prefix
 */
@Validated
@ConfigurationProperties("walden.outbound")
public record OutboundProperties(
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration timeout,
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue Map<String, @Valid CredentialProperties> credentials) {

    private static final DataSize MOST = DataSize.ofMegabytes(64);

    public OutboundProperties {
        if (!connectTimeout.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("walden.outbound.connect-timeout and timeout must be positive; found: "
                    + connectTimeout + " and " + timeout);
        }
        if (maxBody.toBytes() < 1 || maxBody.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("walden.outbound.max-body must be 1B to 64MB; found: " + maxBody);
        }
        credentials = Map.copyOf(credentials);
    }

    int maxBodyBytes() {
        return Math.toIntExact(maxBody.toBytes());
    }

    Credentials toCredentials(Secrets secrets) {
        return new Credentials(
                credentials.values().stream()
                        .map(one ->
                                new Credentials.Credential(UrlPrefix.of(one.urlPrefix()), one.header(), one.value()))
                        .toList(),
                secrets);
    }

    /**
     * One header below one prefix.
     *
     * @param urlPrefix scheme, host, port and the first segments of the path
     * @param header its name, for example {@code Authorization}
     * @param value its value, for example {@code Bearer ${secret:shop}}
     */
    public record CredentialProperties(
            @NotNull URI urlPrefix,
            @NotBlank String header,
            @NotBlank String value) {

        public CredentialProperties {
            if (urlPrefix != null) { // or the annotation says so
                var _ = UrlPrefix.of(urlPrefix);
            }
        }

        /** Without the value. */
        @Override
        public String toString() {
            return header + " below " + urlPrefix;
        }
    }
}
