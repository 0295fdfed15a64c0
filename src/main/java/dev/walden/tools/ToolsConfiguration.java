package dev.walden.tools;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.outbound.UrlPrefix;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.Tool;
import dev.walden.secrets.Secrets;
import dev.walden.tools.mcp.McpMetrics;
import dev.walden.tools.mcp.McpServers;
import dev.walden.tools.mcp.ServerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
            ChangingTools tools,
            ToolsProperties properties,
            ObjectProvider<Secrets> secrets,
            ObjectProvider<InstantSource> time,
            MeterRegistry meters) {
        return new ToolRegistry(
                tools,
                properties.toPolicy(),
                new OutputBound(properties.maxOutput().toBytes()),
                time.getIfAvailable(InstantSource::system),
                new ToolMetrics(meters),
                new SecretKeeping(secrets.getIfAvailable(Secrets::none), properties.secretAccess()));
    }

    @Bean
    ChangingTools changingTools(List<Tool> tools, PluginTools plugins, McpServers servers, ToolsProperties properties) {
        Map<String, ToolRegistry.SideEffectOverride> overrides = new TreeMap<>();
        properties.overrides().forEach((tool, override) -> overrides.put(tool, override.toOverride()));
        try {
            return ChangingTools.of(plugins.with(tools), overrides, new McpSource(servers));
        } catch (UnbelievableOverrideException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "walden.tools.overrides." + e.tool() + ".side-effect", SideEffect.KEYED.code(), e.getMessage());
        }
    }

    /** Closed by {@link ToolsRuntime}, before the log is. */
    @Bean
    McpServers mcpServers(
            ToolsProperties properties,
            Environment environment,
            ObjectProvider<Secrets> secrets,
            MeterRegistry meters) {
        Path homes = Path.of(environment.getRequiredProperty("walden.home"), "mcp");
        List<ServerSettings> settings = properties.mcp().toSettings(homes);
        return settings.isEmpty()
                ? McpServers.none()
                : McpServers.of(
                        settings,
                        new McpServers.Surroundings(secrets.getIfAvailable(Secrets::none), new McpMetrics(meters)));
    }

    @Bean
    ToolsRuntime toolsRuntime(McpServers servers, ToolsProperties properties) {
        return new ToolsRuntime(servers, properties.mcp().startWait());
    }

    @Bean
    Remedies remedies(Toolbox toolbox, List<Tool> tools, PluginTools plugins, ToolsProperties properties) {
        Set<String> servers = properties.mcp().servers().keySet();
        Set<String> names = new TreeSet<>();
        plugins.with(tools).forEach(tool -> names.add(tool.descriptor().name()));
        try {
            return DoubtRules.checked(
                    properties.doubts(),
                    toolbox,
                    names,
                    tool -> servers.stream().anyMatch(server -> tool.startsWith(server + "_")));
        } catch (DoubtRules.Unfit e) {
            throw new InvalidConfigurationPropertyValueException(e.property(), e.value(), e.getMessage());
        }
    }

    @Bean
    PluginTools pluginTools(ToolsProperties properties, Environment environment, ObjectProvider<InstantSource> time) {
        Path folder = Path.of(environment.getRequiredProperty("walden.home"), "plugins");
        return PluginTools.of(
                folder,
                properties.plugins(),
                Runtime.getRuntime().maxMemory(),
                time.getIfAvailable(InstantSource::system));
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
