package dev.walden.memory;

import dev.walden.activity.TwoLooks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has memory forget by age. */
@Configuration(proxyBeanMethods = false)
final class RetentionConfiguration {

    /** Beside the upkeep, which may be off, or rest for long. */
    @Bean
    Upkeep forgetting(
            DocumentRecords records,
            SpaceLocks locks,
            MemoryItems items,
            MemoryMetrics metrics,
            MemoryProperties properties) {
        RetentionProperties keep = properties.retention();
        ForgettingByAge tooOld = new ForgettingByAge(
                records.log(),
                records.views(),
                locks,
                items,
                keep.kinds(),
                new TwoLooks(InstantSource.system(), System::nanoTime, RetentionProperties.LOOKS_APART),
                metrics);
        Duration interval = keep.interval(properties.upkeep().interval());
        return new Upkeep("memory-forgetting", List.of(tooOld::round), interval);
    }
}
