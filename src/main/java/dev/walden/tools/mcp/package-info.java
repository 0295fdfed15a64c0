/**
 * Tools of servers that speak the Model Context Protocol, over the standard streams of a child process or over HTTP.
 *
 * <p>Read {@link dev.walden.tools.mcp.McpServers} first, then {@code McpServer}, which keeps one server up, {@code Connection}, which
 * matches answers with questions, and the two kinds of {@code Transport}.
 *
 * <p>Invariants: whatever a server says is foreign: it is bounded in size and number, stripped of control characters and of secrets, and
 * marked untrusted; a request that was never handed over ends as "not sent", one that was and got no answer as "unknown", never the other
 * way round; a server that is down takes nothing with it but its own tools; no process of a server outlives the service's own stop.
 */
@NullMarked
package dev.walden.tools.mcp;

import org.jspecify.annotations.NullMarked;
