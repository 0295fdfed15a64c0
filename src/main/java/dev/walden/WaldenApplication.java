package dev.walden;

import dev.walden.lifecycle.ExitCode;
import dev.walden.lifecycle.LogQueue;
import dev.walden.lifecycle.ServiceProcess;
import dev.walden.lifecycle.StartFailureAnalyzer;
import java.io.Console;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The one process of Walden: reads the command line and starts the service. */
@SpringBootApplication(proxyBeanMethods = false)
public final class WaldenApplication {

    private WaldenApplication() {}

    /** Runs the command that the arguments name; without one, serves. Ends the process when that fails. */
    public static void main(String[] arguments) {
        switch (Command.parse(arguments)) {
            case Command.Serve(var options) -> serve(options.toArray(String[]::new));
            case Command.Help() -> System.out.print(Command.USAGE);
            case Command.Version() -> System.out.println("walden " + ServiceProcess.version());
            case Command.Unknown(var name) -> {
                System.err.printf("walden: there is no command '%s'.%n%n%s", name, Command.USAGE);
                System.exit(Command.USAGE_ERROR);
            }
        }
    }

    private static void serve(String[] options) {
        var application = new SpringApplication(WaldenApplication.class);
        application.setDefaultProperties(logFormat(onTerminal()));
        var process = new AtomicReference<@Nullable ServiceProcess>();
        application.addInitializers(context -> process.set(takeOverTheProcess(context)));
        try {
            application.run(options);
        } catch (RuntimeException reported) {
            // Spring Boot has told what was wrong; what is left to say is the exit code.
            end(process.get(), StartFailureAnalyzer.exitCodeOf(reported));
        }
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
                String path =
                        written.replaceFirst("^~(?=/|$)", Matcher.quoteReplacement(System.getProperty("user.home")));
                String absolute = Path.of(path).toAbsolutePath().normalize().toString();
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
}
