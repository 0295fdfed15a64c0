package dev.walden.tools.sql;

import dev.walden.plugin.Tool;
import dev.walden.secrets.Secrets;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The tool {@code sql_query}, when there is something to query. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SqlProperties.class)
final class SqlConfiguration {

    @Bean
    @Conditional(ThereIsASource.class)
    Tool sqlQueryTool(SqlProperties properties, ObjectProvider<Secrets> secrets, ObjectProvider<InstantSource> time) {
        return new SqlQueryTool(
                sources(properties, secrets.getIfAvailable(Secrets::none)),
                SqlQueryTool.AT_MOST,
                time.getIfAvailable(InstantSource::system));
    }

    private static SqlSources sources(SqlProperties properties, Secrets secrets) {
        try {
            return SqlSources.of(properties.sources(), secrets);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "walden.tools.sql.sources", properties.sources().keySet(), String.valueOf(e.getMessage()));
        }
    }

    /** Whether anything stands below the property, whatever the names. */
    static final class ThereIsASource implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind("walden.tools.sql.sources", Bindable.mapOf(String.class, Object.class))
                    .isBound();
        }
    }
}
