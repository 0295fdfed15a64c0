package dev.walden.secrets;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where secrets are, beside the environment and the credentials that systemd gives.
 *
 * @param folder of files named as their secrets, which only their owner may read
 */
@Validated
@ConfigurationProperties("walden.secrets")
record SecretsProperties(@Nullable Path folder) {}
