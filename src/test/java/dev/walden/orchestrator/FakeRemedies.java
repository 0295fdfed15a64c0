package dev.walden.orchestrator;

import dev.walden.tools.CallInDoubt;
import dev.walden.tools.ProbeReading;
import dev.walden.tools.Remedies;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Configuration of calls in doubt, by the name of their tool. A probe reads {@code yes} and {@code no}. */
final class FakeRemedies implements Remedies {

    private final Map<String, Probe> probes = new ConcurrentHashMap<>();
    private final Map<String, Compensation> compensations = new ConcurrentHashMap<>();

    FakeRemedies probe(String tool, String probe, boolean automatic) {
        return probe(tool, probe, automatic, Duration.ZERO);
    }

    FakeRemedies probe(String tool, String probe, boolean automatic, Duration settleAfter) {
        ProbeReading reading = new ProbeReading("\\byes\\b", "\\bno\\b");
        probes.put(tool, new Probe(probe, Map.of("of", tool), reading, automatic, settleAfter));
        return this;
    }

    FakeRemedies compensation(String tool, String compensation) {
        compensations.put(tool, new Compensation(compensation, Map.of("of", tool)));
        return this;
    }

    @Override
    public Optional<Probe> probe(CallInDoubt call) {
        return Optional.ofNullable(probes.get(call.call().tool()));
    }

    @Override
    public Optional<Compensation> compensation(CallInDoubt call) {
        return Optional.ofNullable(compensations.get(call.call().tool()));
    }
}
