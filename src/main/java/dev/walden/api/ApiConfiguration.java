package dev.walden.api;

import dev.walden.access.AccessControl;
import dev.walden.memory.DocumentParts;
import dev.walden.memory.KnowledgeBases;
import dev.walden.orchestrator.TaskService;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Wires the API. The filters stand behind Boot's observation filter, so that refused requests are counted as well. */
@Configuration(proxyBeanMethods = false)
final class ApiConfiguration {

    private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return StrictJson::configure;
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper mapper) {
        return new ProblemWriter(mapper);
    }

    @Bean
    ErrorIds errorIds() {
        return new ErrorIds(new SecureRandom());
    }

    @Bean
    ApiMetrics apiMetrics(MeterRegistry registry) {
        return new ApiMetrics(registry);
    }

    @Bean
    RequestHeaders requestHeaders(JsonMapper mapper) {
        return new RequestHeaders(mapper);
    }

    @Bean
    OpenTasks openTasks(TaskService tasks, DocumentParts parts) {
        return new OpenTasks(tasks, parts);
    }

    @Bean
    EventStreams eventStreams(TaskService tasks, JsonMapper mapper, ApiMetrics metrics) {
        return new EventStreams(tasks, mapper, metrics, System::nanoTime);
    }

    /** Told before anything is stopped. */
    @Bean
    ApplicationListener<ContextClosedEvent> streamsEndWithTheService(EventStreams streams) {
        return closing -> streams.close();
    }

    @Bean
    OpenApiDocument openApiDocument() {
        return new OpenApiDocument();
    }

    /** Paths have one place and one door, at which their roles are judged: what would move them or open another is refused. */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> doorsStayWhereTheyAre(Environment environment) {
        return _ -> {
            demand(environment, "server.servlet.context-path", "");
            demand(environment, "spring.mvc.servlet.path", "/");
            demand(environment, "management.endpoints.web.base-path", "/actuator");
            if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
                throw moved("management.server.port", environment.getProperty("management.server.port"));
            }
        };
    }

    @Bean
    FilterRegistrationBean<HeadersFilter> headersFilter() {
        return inOrder(new HeadersFilter(), FIRST);
    }

    @Bean
    FilterRegistrationBean<AuthenticationFilter> authenticationFilter(
            AccessControl access, ProblemWriter problems, ApiMetrics metrics) {
        return inOrder(new AuthenticationFilter(access, problems, metrics), FIRST + 1);
    }

    @Bean
    UploadRoom uploadRoom(KnowledgeBases bases) {
        return new UploadRoom(bases.maxUploadBytes());
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(ProblemWriter problems, UploadRoom uploads) {
        return inOrder(new BodyFilter(problems, uploads), FIRST + 2);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheContainer(ProblemWriter problems) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve(problems)));
    }

    /**
     * What a waiting client costs is mostly buffers: with those of Tomcat a thousand hold 100 MB. What is larger than such a buffer goes past
     * it or through it in several pieces.
     */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffersForManyClients() {
        return factory -> {
            factory.setProtocol(LeanHttpProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("socket.appReadBufSize", "2048");
                connector.setProperty("socket.appWriteBufSize", "2048");
                connector.setProperty("maxHttpResponseHeaderSize", "4096");
            });
        };
    }

    private static void demand(Environment environment, String property, String only) {
        String found = environment.getProperty(property, only);
        if (!found.equals(only)) {
            throw moved(property, found);
        }
    }

    private static InvalidConfigurationPropertyValueException moved(String property, @Nullable String found) {
        return new InvalidConfigurationPropertyValueException(
                property,
                found,
                "Walden judges by the path who may ask for what, at one address and port; moved, it would be judged by the wrong"
                        + " rule or by none. Leave the property out.");
    }

    private static <F extends Filter> FilterRegistrationBean<F> inOrder(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
