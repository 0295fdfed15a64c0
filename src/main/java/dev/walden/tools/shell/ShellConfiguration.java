package dev.walden.tools.shell;

import dev.walden.plugin.Tool;
import dev.walden.tools.Workspaces;
import dev.walden.tools.programs.Programs;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The tool {@code shell}, when it is wanted. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShellProperties.class)
final class ShellConfiguration {

    @Bean
    @ConditionalOnProperty("walden.tools.shell.enabled")
    Tool shellTool(
            ShellProperties properties,
            Workspaces workspaces,
            Environment environment,
            ObjectProvider<InstantSource> time)
            throws InterruptedException {
        Path home = Path.of(environment.getRequiredProperty("walden.home"));
        ShellStart start = new ShellStart(properties, Programs.OF_THE_SYSTEM, home);
        AllowedCommands allowed = allowed(start, properties);
        Sandbox sandbox;
        try {
            sandbox = start.sandbox(allowed);
        } catch (IllegalArgumentException e) {
            throw invalid("sandbox", properties.sandbox(), e);
        }
        return new ShellTool(
                allowed, sandbox, workspaces, properties.bounds().time(), time.getIfAvailable(InstantSource::system));
    }

    private static AllowedCommands allowed(ShellStart start, ShellProperties properties) {
        try {
            return start.allowed();
        } catch (IllegalArgumentException e) {
            throw invalid("allowed", properties.allowed(), e);
        }
    }

    private static InvalidConfigurationPropertyValueException invalid(
            String name, Object found, IllegalArgumentException why) {
        return new InvalidConfigurationPropertyValueException(
                "walden.tools.shell." + name, found, String.valueOf(why.getMessage()));
    }
}
