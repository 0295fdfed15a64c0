package dev.walden.orchestrator;

import dev.walden.tools.KeyRole;

/**
 * Who decides about a call.
 *
 * @param id of the API key, for records
 * @param role that the key has now
 */
public record ActingKey(String id, KeyRole role) {}
