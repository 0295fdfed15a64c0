package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;

import dev.walden.conversation.Reply;
import dev.walden.orchestrator.CritiqueRule.When;
import dev.walden.orchestrator.FakeReasoningGateway.Brain;
import dev.walden.plugin.SideEffect;
import dev.walden.reasoning.Prompt;
import dev.walden.tools.CallResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A task machine whose engine works on tasks as one lambda says, and judges steps as another does. */
final class CritiqueFixture {

    private CritiqueFixture() {}

    static OrchestratorFixture open(Path folder, When when, int most) {
        OrchestratorFixture walden = new OrchestratorFixture(folder).with(OrchestratorFixture.criticized(when, most));
        walden.toolbox
                .with("break", SideEffect.NONE, (_, _) -> new CallResult.Failed("no such thing", true))
                .with("add", SideEffect.NONE, (_, _) -> FakeToolbox.succeeded("3"));
        return walden;
    }

    /** The critic's replies come one after the other, the last one again and again. */
    static Brain brain(Brain agent, Reply... critic) {
        AtomicInteger asked = new AtomicInteger();
        return brain(agent, (_, _) -> critic[Math.min(asked.getAndIncrement(), critic.length - 1)]);
    }

    static Brain brain(Brain agent, Brain critic) {
        return (prompt, index) -> (isCritique(prompt) ? critic : agent).reply(prompt, index);
    }

    static Reply verdict(String verdict, String reason) {
        return answer("{\"verdict\":\"%s\",\"reason\":\"%s\"}".formatted(verdict, reason));
    }

    static boolean isCritique(Prompt prompt) {
        return prompt.version().startsWith("critique-");
    }

    static List<Prompt> critiques(OrchestratorFixture walden) {
        return walden.gateway.prompts().stream()
                .filter(CritiqueFixture::isCritique)
                .toList();
    }

    static double counted(OrchestratorFixture walden, String verdict) {
        return walden.meters
                .get("walden.orchestrator.critiques")
                .tag("verdict", verdict)
                .counter()
                .count();
    }
}
