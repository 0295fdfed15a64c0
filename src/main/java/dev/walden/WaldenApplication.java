package dev.walden;

import dev.walden.activity.DataFolder;
import dev.walden.activity.ReplayListener;
import dev.walden.cli.Cli;
import dev.walden.cli.Means;
import dev.walden.lifecycle.ExitCode;
import dev.walden.lifecycle.LogQueue;
import dev.walden.lifecycle.ServiceProcess;
import dev.walden.lifecycle.StartFailureAnalyzer;
import dev.walden.memory.DocumentParser;
import java.io.Console;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The one process of Walden: reads the command line and starts the service. Only classes that are named for Spring are looked at: reading all
 * of Walden's to find the thirty that Spring is to know took a fifteenth of a start.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan(
        resourcePattern = "**/{named:.*(?:Configuration|Controller|Advice)}.class",
        excludeFilters = {
            @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @Filter(type = FilterType.CUSTOM, classes = AutoConfigurationExcludeFilter.class)
        })
public final class WaldenApplication {

    private WaldenApplication() {}

    /** Runs the command that the arguments name; without one, serves. Ends the process unless it serves. */
    public static void main(String[] arguments) {
        if (DocumentParser.isAsked(arguments)) {
            OutputStream answer = System.out;
            System.setOut(System.err); // whatever a library has to say
            DocumentParser.run(arguments, System.in, answer);
            return;
        }
        System.setProperty("logback.configurationFile", "logback-commands.xml"); // which the service does not heed
        int code = Cli.run(new Application(), arguments);
        if (code != Cli.SERVING) {
            System.exit(code);
        }
    }

    /** What commands may have the application do. */
    private record Application() implements Means {

        @Override
        public void serve(List<String> options) {
            System.clearProperty("logback.configurationFile");
            WaldenApplication.serve(options.toArray(String[]::new));
        }

        @Override
        public long rebuild(Path home, List<String> options, ReplayListener listener) {
            System.clearProperty("logback.configurationFile");
            return RebuildConfiguration.rebuild(home, options, listener);
        }

        @Override
        public int rehearse() {
            System.clearProperty("logback.configurationFile");
            return Rehearsal.on(WaldenApplication::stage);
        }

        @Override
        public String version() {
            return ServiceProcess.version();
        }
    }

    private static void serve(String[] options) {
        var process = new AtomicReference<@Nullable ServiceProcess>();
        try {
            application(process).run(options);
        } catch (RuntimeException reported) {
            // Spring Boot has told what was wrong; what is left to say is the exit code.
            end(process.get(), StartFailureAnalyzer.exitCodeOf(reported));
        }
    }

    private static Rehearsal.Stage stage(List<String> options) {
        var application = application(new AtomicReference<>());
        application.setEnvironment(withoutVariables());
        var context = application.run(options.toArray(String[]::new));
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new Rehearsal.Stage(port, context::close);
    }

    /** The variables of a process may hold half a configuration, such as the key of an engine. */
    private static ConfigurableEnvironment withoutVariables() {
        var environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        return environment;
    }

    /** @param process is given the process once its context is being made */
    private static SpringApplication application(AtomicReference<@Nullable ServiceProcess> process) {
        var application = new SpringApplication(WaldenApplication.class);
        application.setDefaultProperties(logFormat(onTerminal()));
        application.addInitializers(context -> process.set(takeOverTheProcess(context)));
        return application;
    }

    /** @param process absent when the configuration could not even be read */
    private static void end(@Nullable ServiceProcess process, ExitCode code) {
        if (process == null) {
            System.exit(code.number());
        } else {
            process.exit(code);
        }
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** People read lines, programs read JSON. Set by configuration, either is had anywhere. */
    private static Map<String, Object> logFormat(boolean terminal) {
        return terminal ? Map.of() : Map.of("logging.structured.format.console", "logstash");
    }

    /** Only the real process has its log lines queued and may end the JVM; an application in a test has neither. */
    private static ServiceProcess takeOverTheProcess(ConfigurableApplicationContext context) {
        var process = new ServiceProcess(LogQueue.install());
        context.getBeanFactory().registerSingleton("serviceProcess", process);
        return process;
    }

    /** Makes {@code walden.home} one absolute path for all who read it; a leading {@code ~} is the home of the user. */
    static final class HomeFolder implements EnvironmentPostProcessor, Ordered {

        private static final String HOME = "walden.home";

        @Override
        public int getOrder() {
            return ConfigDataEnvironmentPostProcessor.ORDER + 1;
        }

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            String written = environment.getProperty(HOME, "~/.walden");
            if (!written.isBlank()) {
                String absolute = DataFolder.named(written).path().toString();
                environment.getPropertySources().addFirst(new MapPropertySource("waldenHome", Map.of(HOME, absolute)));
            }
        }
    }

    /** Makes {@code walden.yaml} the name of the configuration, for the service and for tests alike. */
    static final class ConfigurationName implements EnvironmentPostProcessor, Ordered {

        @Override
        public int getOrder() {
            return ConfigDataEnvironmentPostProcessor.ORDER - 1;
        }

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("waldenName", Map.of("spring.config.name", "walden")));
        }
    }

    /**
     * Leaves {@code ${secret:NAME}} in the configuration as it stands: who uses the value fills it in. Left to itself, Spring reads a
     * property {@code secret} whose default is the name.
     */
    static final class SecretNames implements EnvironmentPostProcessor, Ordered {

        @Override
        public int getOrder() {
            return ConfigDataEnvironmentPostProcessor.ORDER - 1;
        }

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            environment.getPropertySources().addLast(new AsTheyStand());
        }
    }

    /** Knows every {@code secret:NAME} as its own placeholder, escaped so that it is not looked up again. */
    private static final class AsTheyStand extends PropertySource<String> {

        private static final String PREFIX = "secret:";

        AsTheyStand() {
            super("waldenSecretNames", PREFIX);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return name.startsWith(PREFIX) ? "\\${" + name + "}" : null;
        }
    }
}
