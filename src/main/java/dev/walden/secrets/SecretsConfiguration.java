package dev.walden.secrets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The secrets of the service: environment, folder, systemd, in this order. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretsProperties.class)
final class SecretsConfiguration {

    private static final String SYSTEMD = "CREDENTIALS_DIRECTORY";

    @Bean
    Secrets secrets(SecretsProperties properties) {
        return new Secrets(sources(properties, System.getenv()));
    }

    static List<SecretSource> sources(SecretsProperties properties, Map<String, String> variables) {
        List<SecretSource> sources = new ArrayList<>();
        sources.add(new EnvironmentSecrets(variables));
        Path folder = properties.folder();
        if (folder != null) {
            if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
                throw new InvalidConfigurationPropertyValueException(
                        "walden.secrets.folder",
                        folder,
                        "The absolute path of a folder that is there was expected. Make it, or leave the property out.");
            }
            sources.add(new FolderSecrets(folder, true));
        }
        String credentials = variables.get(SYSTEMD);
        if (credentials != null && !credentials.isBlank()) {
            sources.add(new FolderSecrets(Path.of(credentials), false));
        }
        return sources;
    }
}
