package dev.walden;

import java.util.List;

/** What the command line asks for. */
sealed interface Command {

    /** Exit code of a command line that means nothing. */
    int USAGE_ERROR = 64;

    String USAGE = """
            usage: java -jar walden.jar [command] [--property=value ...]

            commands
              serve      run the agent service (also without a command)

            options
              --help     show this text
              --version  show the version

            Any property of docs/configuration.md can be given, for example --server.port=8081.
            """;

    /** Run the service. */
    record Serve(List<String> options) implements Command {}

    /** Show how the command line is used. */
    record Help() implements Command {}

    /** Show the version. */
    record Version() implements Command {}

    /** Nothing that is known. */
    record Unknown(String name) implements Command {}

    /** The first argument names the command unless it is a property; help and version may stand anywhere. */
    static Command parse(String... arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("--help") || given.contains("-h")) {
            return new Help();
        }
        if (given.contains("--version")) {
            return new Version();
        }
        boolean named = !given.isEmpty() && !given.getFirst().startsWith("-");
        List<String> options = named ? given.subList(1, given.size()) : given;
        if (named && !given.getFirst().equals("serve")) {
            return new Unknown(given.getFirst());
        }
        return options.stream()
                .filter(option -> !option.startsWith("--"))
                .findFirst()
                .<Command>map(Unknown::new)
                .orElseGet(() -> new Serve(List.copyOf(options)));
    }
}
