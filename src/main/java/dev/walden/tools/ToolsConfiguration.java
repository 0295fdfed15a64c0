package dev.walden.tools;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.UrlPrefix;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The toolbox and the tools of this module. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ToolsProperties.class)
final class ToolsConfiguration {

    @Bean
    ToolRegistry toolbox(
            List<Tool> tools,
            PluginTools plugins,
            ToolsProperties properties,
            ObjectProvider<InstantSource> time,
            MeterRegistry meters) {
        Map<String, ToolRegistry.SideEffectOverride> overrides = new TreeMap<>();
        properties.overrides().forEach((tool, override) -> overrides.put(tool, override.toOverride()));
        try {
            return new ToolRegistry(
                    plugins.with(tools),
                    overrides,
                    properties.toPolicy(),
                    new OutputBound(properties.maxOutput().toBytes()),
                    time.getIfAvailable(InstantSource::system),
                    new ToolMetrics(meters));
        } catch (UnbelievableOverrideException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "walden.tools.overrides." + e.tool() + ".side-effect", SideEffect.KEYED.code(), e.getMessage());
        }
    }

    @Bean
    PluginTools pluginTools(ToolsProperties properties, Environment environment) {
        return PluginTools.of(Path.of(environment.getRequiredProperty("walden.home"), "plugins"), properties.plugins());
    }

    @Bean
    Tool calculatorTool() {
        return new CalculatorTool();
    }

    @Bean
    Tool clockTool(ObjectProvider<InstantSource> time) {
        return new ClockTool(time.getIfAvailable(InstantSource::system));
    }

    @Bean
    Workspaces workspaces(Environment environment) {
        return new Workspaces(Path.of(environment.getRequiredProperty("walden.home"), "workspace"));
    }

    @Bean
    Tool readFileTool(Workspaces workspaces) {
        return new ReadFileTool(workspaces);
    }

    @Bean
    Tool writeFileTool(Workspaces workspaces) {
        return new WriteFileTool(workspaces);
    }

    @Bean
    Tool listFilesTool(Workspaces workspaces) {
        return new ListFilesTool(workspaces);
    }

    @Bean
    Tool httpRequestTool(GuardedHttpClient client, ToolsProperties properties, ObjectProvider<InstantSource> time) {
        return new HttpRequestTool(
                client,
                properties.http().keyedPrefixes().stream().map(UrlPrefix::of).toList(),
                properties.http().keyLifetime(),
                time.getIfAvailable(InstantSource::system));
    }
}
