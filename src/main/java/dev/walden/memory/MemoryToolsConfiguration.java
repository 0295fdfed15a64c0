package dev.walden.memory;

import dev.walden.activity.ErasurePromise;
import dev.walden.plugin.Tool;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tools by which tasks use memory. They find it when they are called: tools are looked at before the log opens. */
@Configuration(proxyBeanMethods = false)
final class MemoryToolsConfiguration {

    @Bean
    Tool useSkillTool(ObjectProvider<Procedures> procedures) {
        return new UseSkillTool(procedures::getObject);
    }

    @Bean
    Tool rememberTool(
            ObjectProvider<MemoryItems> items,
            ObjectProvider<MemorySearch> search,
            ObjectProvider<Provenance> provenance) {
        return new RememberTool(items::getObject, search::getObject, provenance::getObject);
    }

    @Bean
    Tool recallTool(ObjectProvider<RoutedSearch> search) {
        return new RecallTool(search::getObject);
    }

    @Bean
    Tool searchKnowledgeTool(ObjectProvider<RoutedSearch> search) {
        return new SearchKnowledgeTool(search::getObject);
    }

    @Bean
    Tool forgetTool(
            ObjectProvider<MemoryItems> items,
            ObjectProvider<MemorySearch> search,
            ObjectProvider<ErasurePromise> promise) {
        return new ForgetTool(items::getObject, search::getObject, promise::getObject);
    }
}
