package dev.walden.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the service, with whatever properties. */
@Command(name = "serve", description = "run the agent service (also without a command)")
final class ServeCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private @Nullable CommandSpec spec;

    @Unmatched
    private List<String> options = new ArrayList<>();

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var strange =
                options.stream().filter(option -> !option.startsWith("--")).toList();
        if (!strange.isEmpty() && spec != null) {
            throw new UnmatchedArgumentException(spec.commandLine(), strange);
        }
        List<String> all = new ArrayList<>(session.arguments().properties());
        all.addAll(options);
        session.means().serve(all);
        return Cli.SERVING;
    }
}
