package dev.walden.outbound;

import dev.walden.secrets.Secrets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The guarded client. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundProperties.class)
final class OutboundConfiguration {

    @Bean
    GuardedHttpClient guardedHttpClient(OutboundProperties properties, ObjectProvider<Secrets> secrets) {
        return GuardedHttpClient.of(properties, secrets.getIfAvailable(Secrets::none));
    }
}
