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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(ToolsConfiguration.class);

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
        checkNames(known(tools, plugins, properties), properties);
        Map<String, ToolRegistry.SideEffectOverride> overrides = new TreeMap<>();
        properties.overrides().forEach((tool, override) -> overrides.put(tool, override.toOverride()));
        try {
            return ChangingTools.of(plugins.with(tools), overrides, new McpSource(servers));
        } catch (UnbelievableOverrideException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "walden.tools.overrides." + e.tool() + ".side-effect", SideEffect.KEYED.code(), e.getMessage());
        }
    }

    private static KnownTools known(List<Tool> tools, PluginTools plugins, ToolsProperties properties) {
        return new KnownTools(
                plugins.with(tools).stream()
                        .map(tool -> tool.descriptor().name())
                        .collect(Collectors.toSet()),
                properties.mcp().servers().keySet());
    }

    /** A slip in an override would leave a call allowed that was to be asked for; one in a rule may be for a plugin that is not there today. */
    private static void checkNames(KnownTools known, ToolsProperties properties) {
        for (String stranger : known.strangers(properties.overrides().keySet())) {
            throw new InvalidConfigurationPropertyValueException(
                    "walden.tools.overrides." + stranger,
                    stranger,
                    "There is no tool of this name, nor a server whose tools are called so. There are: "
                            + String.join(", ", new TreeSet<>(known.names())) + ".");
        }
        List<String> strangers = known.strangers(properties.policy().rules().stream()
                .map(ToolsProperties.RuleProperties::tool)
                .toList());
        if (!strangers.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("tools", strangers)
                    .log("rules in walden.tools.policy.rules name tools that are not there");
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
        KnownTools known = known(tools, plugins, properties);
        try {
            return DoubtRules.checked(properties.doubts(), toolbox, known.names(), known::mayCome);
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
