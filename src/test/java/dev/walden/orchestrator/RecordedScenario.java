package dev.walden.orchestrator;

import static dev.walden.orchestrator.FakeReasoningGateway.answer;
import static dev.walden.orchestrator.FakeReasoningGateway.call;
import static dev.walden.orchestrator.FakeReasoningGateway.calls;
import static dev.walden.orchestrator.FakeReasoningGateway.replies;
import static dev.walden.orchestrator.FakeToolbox.succeeded;
import static dev.walden.orchestrator.OrchestratorFixture.admin;

import dev.walden.activity.Space;
import dev.walden.activity.TaskEvent;
import dev.walden.activity.TaskId;
import dev.walden.activity.ToolCallEvent;
import dev.walden.activity.ToolCallEvent.Resolution;
import dev.walden.conversation.RecalledItem;
import dev.walden.conversation.Reply;
import dev.walden.conversation.ToolCall;
import dev.walden.orchestrator.TaskService.Settlement;
import dev.walden.orchestrator.TaskSubmission.WantedLimits;
import dev.walden.plugin.SideEffect;
import dev.walden.plugin.ToolOutput;
import dev.walden.tools.CallCheck.Permission;
import dev.walden.tools.CallResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** What happened to the tasks that are recorded in {@code src/test/resources/recorded}: run by the real machine over a real log. */
enum RecordedScenario {
    /** Memory gives two items; four calls in two steps, three of them together, one of which fails; the answer names a source. */
    PARALLEL_TOOLS {
        @Override
        TaskId run(OrchestratorFixture walden) {
            walden.memory
                    .with(new RecalledItem("m1", "fact", "VAT is 19 %.", 1, true))
                    .with(new RecalledItem("m2", "message", "Prices are net.", 2, true));
            walden.toolbox
                    .with("add", SideEffect.NONE, (input, _) -> succeeded("sum of " + input.values()))
                    .with("note", SideEffect.IDEMPOTENT, (_, _) -> succeeded("noted"))
                    .with("look", SideEffect.NONE, (_, _) -> new CallResult.Failed("Not found.", true));
            walden.gateway.think(replies(
                    new Reply.UseTools(
                            "Let me see.",
                            List.of(
                                    ToolCall.of("x", "add", Map.of("a", 1L, "b", 2L)),
                                    ToolCall.of("x", "note", Map.of("text", "3")),
                                    ToolCall.of("x", "look", Map.of("for", "tax")))),
                    call("add", Map.of("a", 3L, "b", 4L)),
                    new Reply.Answer("7", List.of("m2", "m9"))));
            return walden.run("Add it up.").id();
        }
    },

    /** One call of two needs consent, and gets it. */
    APPROVED {
        @Override
        TaskId run(OrchestratorFixture walden) {
            walden.toolbox
                    .with(
                            "send",
                            SideEffect.UNSAFE,
                            new Permission.Ask("It is sent outside."),
                            (_, _) -> succeeded("sent"))
                    .with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
            walden.gateway.think(replies(calls("send", "add"), answer("Sent.")));
            TaskView waiting = walden.run("Send it.");
            walden.service().decide(waiting.approvals().getFirst().id(), true, "Go on.", admin("key1"));
            return ended(walden, waiting.id());
        }
    },

    /** One tool is called three times with other arguments, the last time with consent. */
    ONE_TOOL_THRICE {
        @Override
        TaskId run(OrchestratorFixture walden) {
            walden.toolbox
                    .with("look", SideEffect.NONE, (_, _) -> succeeded("seen"))
                    .with("send", SideEffect.UNSAFE, new Permission.Ask("Outside."), (_, _) -> succeeded("sent"));
            walden.gateway.think(replies(
                    call("look", Map.of("at", 1L)),
                    call("look", Map.of("at", 2L)),
                    call("look", Map.of("at", 3L)),
                    call("send", Map.of("to", "Ada")),
                    answer("Sent.")));
            TaskView waiting = walden.run("Look, then send it.");
            walden.service().decide(waiting.approvals().getFirst().id(), true, "Go on.", admin("key1"));
            return ended(walden, waiting.id());
        }
    },

    /** The process dies inside an unsafe call, and a person says what became of it. */
    IN_DOUBT_SETTLED {
        @Override
        TaskId run(OrchestratorFixture walden) throws InterruptedException {
            TaskId id = killedInside(SideEffect.UNSAFE, walden);
            walden.rest(id);
            walden.service()
                    .settle(id, new Settlement(null, Resolution.SUCCEEDED, null, "Seen in the ledger."), admin("key1"));
            return ended(walden, id);
        }
    },

    /** The process dies inside a call beside one that is in doubt already; a probe finds out about that one. */
    PROBED_BESIDE_A_CALL {
        @Override
        TaskId run(OrchestratorFixture walden) throws InterruptedException {
            walden.remedies.probe("send", "look", true);
            walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("yes"));
            return ended(walden, killedBesideADoubt(walden));
        }
    },

    /** The same, and a person says what became of it. */
    SETTLED_BESIDE_A_CALL {
        @Override
        TaskId run(OrchestratorFixture walden) throws InterruptedException {
            TaskId id = killedBesideADoubt(walden);
            walden.awaitEvent(id, ToolCallEvent.ToolCallFinished.class);
            walden.service().settle(id, new Settlement(null, Resolution.FAILED, null, null), admin("key1"));
            return ended(walden, id);
        }
    },

    /** The process dies inside an idempotent call, which is made again. */
    REPEATED_AFTER_A_CRASH {
        @Override
        TaskId run(OrchestratorFixture walden) throws InterruptedException {
            return ended(walden, killedInside(SideEffect.IDEMPOTENT, walden));
        }
    },

    /** A model judges a call that failed and two answers, the first of which it sends back; the process dies while it is asked. */
    CRITICIZED {
        @Override
        TaskId run(OrchestratorFixture walden) throws InterruptedException {
            CountDownLatch reached = new CountDownLatch(1);
            walden.with(OrchestratorFixture.criticized(CritiqueRule.When.ALWAYS, 4));
            walden.toolbox.with("look", SideEffect.NONE, (_, _) -> new CallResult.Failed("Not found.", false));
            walden.gateway.think(
                    CritiqueFixture.brain(replies(calls("look"), answer("Five."), answer("Five boats.")), (_, _) -> {
                        reached.countDown();
                        new CountDownLatch(1).await();
                        throw new AssertionError("unreachable");
                    }));
            TaskId id = walden.submit("How many boats?");
            reached.await();
            walden.gateway.think(CritiqueFixture.brain(
                    replies(calls("look"), answer("Five."), answer("Five boats.")),
                    CritiqueFixture.verdict("replan", "Answer from what you know."),
                    CritiqueFixture.verdict("retry", "Say of what."),
                    CritiqueFixture.verdict("accept", "")));
            walden.killAndRestart();
            return ended(walden, id);
        }
    },

    /** A plan whose unsafe step the process dies in, while another has ended and one has begun beside it; a person settles it. */
    PLAN {
        @Override
        TaskId run(OrchestratorFixture walden) {
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch sending = new CountDownLatch(1);
            walden.toolbox
                    .with("add", SideEffect.NONE, (input, _) -> {
                        sending.await();
                        return succeeded("sum of " + input.values());
                    })
                    .with("look", SideEffect.NONE, (_, _) -> new CallResult.Failed("Not found.", true))
                    .with("send", SideEffect.UNSAFE, (_, _) -> {
                        sending.countDown();
                        never.await();
                        return succeeded("sent");
                    });
            walden.gateway.think(replies(
                    Plans.of()
                            .step("total", "add", "{{steps.first.result}} and more")
                            .step("first", "add", "1 and 2")
                            .step("mail", "send", "Good day.")
                            .step("search", "look", null, "total")
                            .step("after", "add", "{{steps.search.result}}")
                            .reply(),
                    answer("Done.")));
            TaskId id = walden.submit("Add it up, and send it.");
            walden.awaitEvents(id, ToolCallEvent.ToolCallFinished.class, 3);
            walden.killAndRestart();
            walden.rest(id);
            walden.service().settle(id, new Settlement(null, Resolution.SUCCEEDED, null, null), admin("key1"));
            return ended(walden, id);
        }
    },

    /** The third model call is one too many. */
    LIMIT_REACHED {
        @Override
        TaskId run(OrchestratorFixture walden) {
            walden.toolbox.with("add", SideEffect.NONE, (_, _) -> succeeded("3"));
            walden.gateway.think((_, index) -> call("add", Map.of("a", (long) index)));
            return ended(
                    walden,
                    walden.service()
                            .submit(new TaskSubmission(
                                    "For ever.",
                                    null,
                                    Space.DEFAULT,
                                    null,
                                    new WantedLimits(2, null, null, null, null),
                                    Map.of(),
                                    "key1",
                                    null,
                                    null,
                                    null)));
        }
    },

    /** A person cancels it while a tool is at work. */
    CANCELLED {
        @Override
        TaskId run(OrchestratorFixture walden) throws InterruptedException {
            CountDownLatch inside = new CountDownLatch(1);
            walden.toolbox.with("slow", SideEffect.NONE, (_, _) -> {
                inside.countDown();
                new CountDownLatch(1).await();
                return succeeded("too late");
            });
            walden.gateway.think(replies(calls("slow"), answer("ok")));
            TaskId id = walden.submit("Slowly.");
            inside.await();
            walden.service().cancel(id, "key1");
            return ended(walden, id);
        }
    },

    /** A person pauses it in the middle of a call; the outcome comes while it is paused; it goes on. */
    PAUSED_AND_RESUMED {
        @Override
        TaskId run(OrchestratorFixture walden) throws InterruptedException {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            walden.toolbox.with("slow", SideEffect.UNSAFE, (_, _) -> {
                inside.countDown();
                go.await();
                return new CallResult.Succeeded(ToolOutput.untrusted("done at last"));
            });
            walden.gateway.think(replies(calls("slow"), answer("ok")));
            TaskId id = walden.submit("Slowly.");
            inside.await();
            walden.service().pause(id, "key1");
            go.countDown();
            walden.awaitEvent(id, ToolCallEvent.ToolCallFinished.class);
            walden.service().resume(id, "key1");
            walden.awaitEvent(id, TaskEvent.TaskCompleted.class);
            return ended(walden, id);
        }
    },

    /** It asks the same thing again and again. */
    STUCK {
        @Override
        TaskId run(OrchestratorFixture walden) {
            walden.toolbox.with("look", SideEffect.NONE, (_, _) -> succeeded("nothing there"));
            walden.gateway.think((_, _) -> calls("look"));
            return walden.run("Find it.").id();
        }
    },

    /** It has asked a person a question and waits for the answer. */
    WAITS_FOR_INPUT {
        @Override
        TaskId run(OrchestratorFixture walden) {
            walden.gateway.think(replies(call(AskUserTool.NAME, Map.of("question", "Which one?")), answer("ok")));
            return walden.run("Choose.").id();
        }
    };

    /** Runs it to its end, or to where it waits. */
    abstract TaskId run(OrchestratorFixture walden) throws InterruptedException;

    /** The name of its file. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".jsonl";
    }

    private static TaskId ended(OrchestratorFixture walden, TaskId id) {
        return walden.rest(id).id();
    }

    private static TaskId killedBesideADoubt(OrchestratorFixture walden) throws InterruptedException {
        FirstLife firstLife = new FirstLife();
        walden.toolbox
                .with("send", SideEffect.UNSAFE, (_, _) -> new CallResult.Unknown("No answer came."))
                .with("note", SideEffect.IDEMPOTENT, (_, _) -> {
                    firstLife.endsHere();
                    return succeeded("noted");
                });
        walden.gateway.think(replies(calls("send", "note"), answer("ok")));
        TaskId id = walden.submit("Send it, and note it.");
        firstLife.awaitEnd();
        walden.awaitEvent(id, ToolCallEvent.ToolCallInDoubt.class);
        walden.killAndRestart();
        return id;
    }

    private static TaskId killedInside(SideEffect sideEffect, OrchestratorFixture walden) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        AtomicBoolean firstLife = new AtomicBoolean(true);
        walden.toolbox.with("act", sideEffect, (_, _) -> {
            if (firstLife.get()) {
                inside.countDown();
                new CountDownLatch(1).await();
            }
            return succeeded("done");
        });
        walden.gateway.think(replies(calls("act"), answer("ok")));
        TaskId id = walden.submit("Do it.");
        inside.await();
        firstLife.set(false);
        walden.killAndRestart();
        return id;
    }
}
