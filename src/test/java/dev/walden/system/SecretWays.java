package dev.walden.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A service that is given a secret on every way, from each place where secrets are kept, and those who are sent them. All but that of
 * {@code tried}, which stands in no call that is made, and of {@code asked}, which a person takes out of one, are sent.
 */
final class SecretWays implements AutoCloseable {

    private static final String SCRIPT = """
            scripts:
              - match: "^all ways"
                steps:
                  - tools:
                      - tool: http_request
                        arguments: {method: POST, url: "URL/echo", headers: {X-Key: "${secret:environment}"}, body: "${secret:body}"}
                      - {tool: web_search, arguments: {query: "keys"}}
                      - {tool: sql_query, arguments: {source: shop, sql: "SELECT words FROM said"}}
                      - {tool: sql_query, arguments: {source: shop, sql: "SELECT CAST(words AS INT) FROM said"}}
                      - {tool: hold, arguments: {given: "${secret:jar}"}}
                      - {tool: crash, arguments: {given: "${secret:jar}"}}
                  - tools:
                      - {tool: far_tell, arguments: {}}
                      - {tool: far_fail, arguments: {}}
                      - {tool: far_refuse, arguments: {}}
                      - {tool: far_garble, arguments: {}}
                  - answer: "heard: {{result}}"
              - match: "^count"
                steps:
                  - tools: [{tool: far_count, arguments: {}}]
                  - answer: "{{result}}"
              - match: "^again"
                steps:
                  - tools: [{tool: http_request, arguments: {method: GET, url: "URL/received"}}]
                  - answer: "{{result}}"
              - match: "^ask"
                steps:
                  - tools: [{tool: http_request, arguments: {method: GET, url: "URL/echo"}}]
                  - tools: [{tool: http_request, arguments: {method: POST, url: "URL/echo", headers: {X-Key: "${secret:asked}"}}}]
                  - answer: "{{result}}"
            """;

    private final Path folder;
    private final MarkedSecrets secrets = new MarkedSecrets();
    private final EchoServer server = new EchoServer();
    private final EchoDatabase database;

    private SecretWays(Path folder) throws IOException, SQLException {
        this.folder = folder;
        Stream.of("environment", "unit", "search", "sql", "far", "asked", "changed", "tried")
                .forEach(name -> secrets.with(name, MarkedSecrets.HARD));
        secrets.with("jar", "\n" + MarkedSecrets.HARD + "ü\uD83D\uDD11\n");
        secrets.with("body", MarkedSecrets.HARD + "ü\\\t\n");
        database = new EchoDatabase("reader", secrets.value("sql"));
        Stream.of("search", "sql", "far", "asked", "changed", "tried", "jar", "body")
                .forEach(name -> MarkedSecrets.keep(folder.resolve("secrets"), name, secrets.value(name)));
        MarkedSecrets.keep(folder.resolve("credentials"), "unit", secrets.value("unit"));
        EchoJar.into(home().resolve("plugins"), folder);
        Files.createDirectories(temporary());
    }

    static SecretWays in(Path folder) throws IOException, SQLException {
        return new SecretWays(folder);
    }

    /** In a process that has the variables which its unit sets. */
    WaldenProcess start() throws IOException {
        return WaldenProcess.startIn(
                        Map.of(
                                "WALDEN_SECRET_ENVIRONMENT",
                                secrets.value("environment"),
                                "CREDENTIALS_DIRECTORY",
                                folder.resolve("credentials").toString()),
                        List.of("-Djava.io.tmpdir=" + temporary()),
                        home(),
                        arguments())
                .awaitReady();
    }

    private String[] arguments() throws IOException {
        Path script = Files.writeString(folder.resolve("script.yaml"), SCRIPT.replace("URL", server.url("")));
        List<String> all = new ArrayList<>(List.of(
                "--walden.reasoning.default-engine=script",
                "--walden.reasoning.engines.script.type=scripted",
                "--walden.reasoning.engines.script.script=" + script,
                "--walden.log.segment-size=64KB",
                "--walden.log.archive-after=1s",
                "--walden.secrets.folder=" + folder.resolve("secrets"),
                "--walden.tools.granted=NETWORK,JAR_PLUGIN",
                "--walden.tools.plugins.jars=true",
                "--walden.outbound.allow-private-addresses=true",
                "--walden.outbound.credentials.unit.url-prefix=" + server.url("/echo"),
                "--walden.outbound.credentials.unit.header=Authorization",
                "--walden.outbound.credentials.unit.value=Bearer ${secret:unit}",
                "--walden.tools.web-search.url=" + server.url("/search?q={query}"),
                "--walden.tools.web-search.headers.X-Key=${secret:search}",
                "--walden.tools.sql.sources.shop.url=" + database.url(),
                "--walden.tools.sql.sources.shop.driver=" + EchoDatabase.driver(),
                "--walden.tools.sql.sources.shop.username=reader",
                "--walden.tools.sql.sources.shop.password=${secret:sql}",
                "--walden.tools.sql.sources.shop.account-only-reads=true",
                "--walden.tools.mcp.start-wait=30s",
                "--walden.tools.mcp.servers.far.url=" + server.url("/mcp"),
                "--walden.tools.mcp.servers.far.headers.X-Key=${secret:far}",
                "--walden.tools.mcp.servers.far.trust=true"));
        Stream.of("environment", "body", "asked", "changed", "tried").forEach(name -> {
            all.add("--walden.tools.secrets." + name + ".tools=http_request");
            all.add("--walden.tools.secrets." + name + ".url-prefixes=" + server.url(""));
        });
        all.add("--walden.tools.secrets.jar.tools=hold,crash");
        return all.toArray(String[]::new);
    }

    /** A document that says the credential of whoever fetches it. */
    String document() {
        return server.url("/echo");
    }

    MarkedSecrets secrets() {
        return secrets;
    }

    Path home() {
        return folder.resolve("home");
    }

    /** Where its temporary files go. */
    Path temporary() {
        return folder.resolve("tmp");
    }

    /** What its lives printed. */
    Map<String, byte[]> outputs() throws IOException {
        Map<String, byte[]> printed = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder, "*.out")) {
            for (Path file : files) {
                printed.put(file.toString(), Files.readAllBytes(file));
            }
        }
        return printed;
    }

    /** Lets the call that counts end. */
    void countedEnough() {
        server.countedEnough();
    }

    /** What the web server, the search and the MCP server were sent. */
    String received() {
        return server.received();
    }

    /** What these must have been sent; the database and the plugin tell what they were given. */
    List<String> sent() {
        return Stream.of("environment", "body", "unit", "search", "far", "changed")
                .map(secrets::value)
                .toList();
    }

    /** What stands in the place of each that came back. */
    List<String> redacted() {
        return Stream.of("environment", "body", "unit", "search", "sql", "far", "changed", "jar")
                .map(name -> "[secret " + name + "]")
                .toList();
    }

    @Override
    public void close() throws SQLException {
        server.close();
        database.close();
    }
}
