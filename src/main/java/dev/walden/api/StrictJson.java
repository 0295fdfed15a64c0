package dev.walden.api;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How the HTTP mapper reads: what is not exactly as the contract says is refused, so that a misspelled limit never passes as none
 * and {@code "5"} never as 5. In code, not in the configuration file: it is the contract, not a setting.
 */
final class StrictJson {

    private StrictJson() {}

    static void configure(JsonMapper.Builder mapper) {
        mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .addModule(new SimpleModule("strict-text")
                        .addDeserializer(String.class, new StrictText())
                        .addKeyDeserializer(String.class, new StrictText.Key()));
    }
}
