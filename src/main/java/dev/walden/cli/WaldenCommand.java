package dev.walden.cli;

import picocli.CommandLine.Command;

/** What stands before every command. */
@Command(
        name = "java -jar walden.jar",
        synopsisSubcommandLabel = "[COMMAND]",
        description = "Without a command, serve is meant.",
        footer = {
            "",
            "Every command takes --walden.home=FOLDER, else WALDEN_HOME, config/walden.yaml and ~/.walden count.",
            "Any property of docs/configuration.md can be given to serve, for example --server.port=8081."
        })
final class WaldenCommand {}
