package dev.walden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SecretNamesTest {

    @Test
    void theNameOfASecretStaysInTheConfigurationAsItIsWritten() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "plain", "Bearer ${secret:API_TOKEN}",
                                "map.API_TOKEN", "${secret:api-token} and ${other:default}")));
        new WaldenApplication.SecretNames().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("plain")).isEqualTo("Bearer ${secret:API_TOKEN}");
        assertThat(Binder.get(environment).bind("plain", String.class).get()).isEqualTo("Bearer ${secret:API_TOKEN}");
        assertThat(Binder.get(environment)
                        .bind("map", Bindable.mapOf(String.class, String.class))
                        .get())
                .as("names keep their underscores")
                .containsExactly(Map.entry("API_TOKEN", "${secret:api-token} and default"));
    }
}
