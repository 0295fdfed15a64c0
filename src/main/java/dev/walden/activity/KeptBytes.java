package dev.walden.activity;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Bytes beside the log that a record names. They are read only when somebody asks for them: a replay needs them not.
 *
 * @param blob SHA-256 of the file, hex
 * @param key with which it is encrypted; absent for plain bytes
 * @param bytes how many there are, decrypted
 */
public record KeptBytes(
        @JsonProperty("$blob") String blob, @Nullable String key, long bytes) {}
