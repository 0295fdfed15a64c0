package dev.walden.cli;

import dev.walden.activity.ActivityException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line of Walden: the service and what operators do beside it. */
public final class Cli {

    /** Returned when the service runs, so that the process must not end. */
    public static final int SERVING = -1;

    private Cli() {}

    /** Runs the command that the arguments name; without one, serves. Returns the exit code, or {@link #SERVING}. */
    public static int run(Means means, String... given) {
        return run(means, Console.ofProcess(), System.getenv(), given);
    }

    static int run(Means means, Console console, Map<String, String> environment, String... given) {
        Arguments arguments = Arguments.of(given);
        var serving = arguments.plainlyServing();
        if (serving.isPresent()) {
            means.serve(serving.get());
            return SERVING;
        }
        var session = new Session(
                arguments,
                () -> CliConfiguration.keys(arguments, environment),
                console,
                means,
                CliConfiguration.clock());
        int code = tree(session).execute(arguments.words().toArray(String[]::new));
        return codeOnceWritten(code, console);
    }

    /** What was found is worth nothing when it cannot be told; a reader who had enough of it, such as {@code head}, is no failure. */
    private static int codeOnceWritten(int code, Console console) {
        var result = console.result();
        boolean whole = !console.out().checkError() || result.isNoLongerRead();
        if (!whole) {
            console.err()
                    .println("walden: The result could not be written whole to the standard output: "
                            + result.failure().map(IOException::getMessage).orElse("an unknown failure")
                            + ". Make room there, or send it elsewhere, and try again.");
        }
        console.err().flush();
        return whole || code != Exit.OK.number() ? code : Exit.IO_FAILED.number();
    }

    private static CommandLine tree(Session session) {
        var log = new CommandLine(new LogCommand())
                .addSubcommand(new VerifyCommand(session))
                .addSubcommand(new TailCommand(session))
                .addSubcommand(new ShowCommand(session))
                .addSubcommand(new SummaryCommand(session))
                .addSubcommand(new StatsCommand(session))
                .addSubcommand(new RetentionCommand(session))
                .addSubcommand(new ExportCommand(session))
                .addSubcommand(new RepairCommand(session));
        var walden = new CommandLine(new WaldenCommand())
                .addSubcommand(new ServeCommand(session))
                .addSubcommand(new RehearseCommand(session))
                .addSubcommand(log)
                .addSubcommand(new CommandLine(new TaskCommand())
                        .addSubcommand(new TaskShowCommand(session))
                        .addSubcommand(new ReplayCommand(session)))
                .addSubcommand(new CommandLine(new KeysCommand())
                        .addSubcommand(new NewMasterCommand(session))
                        .addSubcommand(new RotateCommand(session)))
                .addSubcommand(new RebuildCommand(session))
                .addSubcommand(new BackupCommand(session))
                .addSubcommand(new RestoreCommand(session));
        dress(walden, session.means().version());
        return walden.setOut(new PrintWriter(session.console().out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.console().err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((problem, _) -> misunderstood(problem, session.console()))
                .setExecutionExceptionHandler((failed, _, _) -> failed(failed, session.console()));
    }

    /** What all commands have: help, version, the table of exit codes. */
    private static void dress(CommandLine command, String version) {
        var spec = command.getCommandSpec();
        spec.mixinStandardHelpOptions(true).version("walden " + version);
        spec.usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Exit.table())
                .width(110);
        command.getSubcommands().values().forEach(each -> dress(each, version));
    }

    private static int misunderstood(ParameterException problem, Console console) {
        var line = problem.getCommandLine();
        boolean noCommand = problem instanceof CommandLine.UnmatchedArgumentException unmatched
                && line.getParent() == null
                && !unmatched.isUnknownOption();
        console.err().println("walden: " + (noCommand ? noCommand(problem) : problem.getMessage()));
        console.err().println();
        line.usage(console.err());
        return Exit.USAGE.number();
    }

    private static String noCommand(ParameterException problem) {
        var unmatched = ((CommandLine.UnmatchedArgumentException) problem).getUnmatched();
        return "there is no command '" + unmatched.getFirst() + "'.";
    }

    /** What went wrong is said in a sentence; a stack trace only of what nobody foresaw. */
    private static int failed(Exception failed, Console console) {
        console.out().flush();
        switch (failed) {
            case ActivityException known -> console.err().println("walden: " + known.getMessage());
            case CommandException known -> console.err().println("walden: " + known.getMessage());
            case IllegalArgumentException wrong -> console.err().println("walden: " + wrong.getMessage());
            case IOException problem -> console.err().println("walden: " + sentence(problem));
            case UncheckedIOException problem ->
                console.err().println("walden: " + sentence(Objects.requireNonNull(problem.getCause())));
            default -> failed.printStackTrace(console.err());
        }
        return exitOf(failed).number();
    }

    private static Exit exitOf(Exception failed) {
        return switch (failed) {
            case ActivityException known -> Exit.of(known.code());
            case CommandException known -> known.exit();
            case IllegalArgumentException _ -> Exit.USAGE;
            case IOException _ -> Exit.IO_FAILED;
            case UncheckedIOException _ -> Exit.IO_FAILED;
            default -> Exit.FAILED;
        };
    }

    private static String sentence(IOException problem) {
        return switch (problem) {
            case NoSuchFileException missing ->
                "There is no " + missing.getFile() + ". Name one that is there, or make it first.";
            case AccessDeniedException denied ->
                "This user may not use " + denied.getFile()
                        + ". Run the command as the user of the service, or change the permissions.";
            default ->
                "A file could not be read or written: " + problem.getMessage()
                        + ". Check the disk and the permissions.";
        };
    }
}
