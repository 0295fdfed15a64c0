package dev.walden.access;

import dev.walden.activity.ActivityLog;
import dev.walden.activity.DataFolder;
import dev.walden.activity.Views;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires access. */
@Configuration(proxyBeanMethods = false)
final class AccessConfiguration {

    @Bean
    KeyProjection keyProjection() {
        return new KeyProjection();
    }

    @Bean
    AccessControl accessControl(ActivityLog activity, Views views, KeyProjection keys, DataFolder folder) {
        return new AccessControl(
                activity, new KeyRing(keys, views), new AdminKeyFile(folder.path()), new SecureRandom());
    }
}
