package dev.walden.outbound;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The guarded client. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundProperties.class)
final class OutboundConfiguration {

    @Bean
    GuardedHttpClient guardedHttpClient(OutboundProperties properties) {
        return GuardedHttpClient.of(properties);
    }
}
