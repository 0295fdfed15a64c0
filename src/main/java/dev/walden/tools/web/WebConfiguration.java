package dev.walden.tools.web;

import dev.walden.outbound.GuardedHttpClient;
import dev.walden.plugin.Tool;
import dev.walden.secrets.Secrets;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The tools that read the web. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSearchProperties.class)
final class WebConfiguration {

    @Bean
    Tool fetchPageTool(GuardedHttpClient guardedHttpClient, ObjectProvider<InstantSource> time) {
        return new FetchPageTool(guardedHttpClient, time.getIfAvailable(InstantSource::system));
    }

    @Bean
    @ConditionalOnProperty("walden.tools.web-search.url")
    Tool webSearchTool(
            WebSearchProperties properties,
            JsonMapper mapper,
            ObjectProvider<Secrets> secrets,
            ObjectProvider<InstantSource> time) {
        Secrets known = secrets.getIfAvailable(Secrets::none);
        return new WebSearchTool(
                new SearchProvider(properties, known),
                new SearchResults(mapper, properties, known),
                time.getIfAvailable(InstantSource::system));
    }
}
