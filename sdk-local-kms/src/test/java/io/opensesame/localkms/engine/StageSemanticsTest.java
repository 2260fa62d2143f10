package io.opensesame.localkms.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Holds the engine's versions and stages against {@link StageModel} over random sequences of operations. */
final class StageSemanticsTest {
    private static final String NAME = "a";
    private static final List<String> STAGES =
            List.of("ACSCurrent", "ACSPrevious", "a", "b", "c", "d", "e", "f", "g", "h");

    @Property(tries = 1_000)
    void engine_afterEachOperation_agreesWithTheModel(@ForAll("operations") List<Step> steps) {
        TestKms kms = new TestKms();
        StageModel model = new StageModel();

        for (Step step : steps) {
            assertThat(step.onEngine(kms)).as(step.toString()).isEqualTo(step.onModel(model));
            assertThat(listed(kms)).as(step.toString()).isEqualTo(model.list());
            for (String stage : STAGES) {
                assertThat(read(kms, stage)).as(step + ", read " + stage).isEqualTo(model.read(stage));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> operations() {
        Arbitrary<String> ids = Arbitraries.integers().between(1, 14).map(i -> "v" + i);
        Arbitrary<String> data = Arbitraries.of("x", "x", "x", "y");
        Arbitrary<String> stages = Arbitraries.of(STAGES);
        Arbitrary<Set<String>> noStages = Arbitraries.just(Set.of());
        Arbitrary<Step> puts = Combinators.combine(
                        ids,
                        data,
                        Arbitraries.oneOf(noStages, stages.set().ofMinSize(1).ofMaxSize(3)))
                .as(Put::new);
        Arbitrary<Step> moves = Combinators.combine(stages, ids.injectNull(0.2), ids.injectNull(0.7))
                .as(Move::new);
        Arbitrary<Step> creates = Combinators.combine(ids, data).as(Create::new);
        Arbitrary<Step> deletes = Arbitraries.integers().between(7, 30).map(Delete::new);
        Arbitrary<Step> waits = Arbitraries.integers().between(1, 400).map(Wait::new);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(12, puts),
                Tuple.of(8, moves),
                Tuple.of(2, creates),
                Tuple.of(1, deletes),
                Tuple.of(2, Arbitraries.create(Restore::new)),
                Tuple.of(1, Arbitraries.of(true, false).map(ForcedDelete::new)),
                Tuple.of(1, waits));
        // Most sequences have a secret from the start, or they would be refusals for long.
        return Combinators.combine(creates, step.list().ofMinSize(1).ofMaxSize(60))
                .as((first, rest) -> {
                    rest.add(0, first);
                    return rest;
                });
    }

    private static String listed(TestKms kms) {
        try {
            StringBuilder text = new StringBuilder();
            JsonNode answer = kms.call(
                    "ListSecretVersionIds", "SecretName", NAME, "IncludeDeprecated", "true", "PageSize", "100");
            answer.at("/VersionIds/VersionId")
                    .forEach(version -> text.append(version.get("VersionId").textValue())
                            .append(new TreeSet<>(TestKms.texts(version.at("/VersionStages/VersionStage"))))
                            .append(' '));
            return text.toString();
        } catch (ServiceRefusal refusal) {
            return refusal.code();
        }
    }

    private static String read(TestKms kms, String stage) {
        try {
            return kms.valueAt(NAME, stage);
        } catch (ServiceRefusal refusal) {
            return refusal.code();
        }
    }

    /** One operation, for both sides. */
    interface Step {
        void perform(TestKms kms);

        String onModel(StageModel model);

        default String onEngine(TestKms kms) {
            try {
                perform(kms);
                return StageModel.OK;
            } catch (ServiceRefusal refusal) {
                return refusal.code();
            }
        }
    }

    private record Create(String id, String data) implements Step {
        @Override
        public void perform(TestKms kms) {
            kms.call("CreateSecret", "SecretName", NAME, "VersionId", id, "SecretData", data);
        }

        @Override
        public String onModel(StageModel model) {
            return model.create(id, data);
        }
    }

    /** An empty set of stages stands for a call without them. */
    private record Put(String id, String data, Set<String> stages) implements Step {
        @Override
        public void perform(TestKms kms) {
            String json = stages.isEmpty()
                    ? ""
                    : stages.stream().map(stage -> "\"" + stage + "\"").collect(Collectors.joining(",", "[", "]"));
            kms.call("PutSecretValue", "SecretName", NAME, "VersionId", id, "SecretData", data, "VersionStages", json);
        }

        @Override
        public String onModel(StageModel model) {
            return model.put(id, data, stages.isEmpty() ? Set.of("ACSCurrent") : stages);
        }
    }

    private record Move(
            String stage, @Nullable String to, @Nullable String from) implements Step {
        @Override
        public void perform(TestKms kms) {
            kms.call(
                    "UpdateSecretVersionStage",
                    "SecretName",
                    NAME,
                    "VersionStage",
                    stage,
                    "MoveToVersion",
                    to == null ? "" : to,
                    "RemoveFromVersion",
                    from == null ? "" : from);
        }

        @Override
        public String onModel(StageModel model) {
            return model.move(stage, to, from);
        }
    }

    private record Delete(int days) implements Step {
        @Override
        public void perform(TestKms kms) {
            kms.call("DeleteSecret", "SecretName", NAME, "RecoveryWindowInDays", Integer.toString(days));
        }

        @Override
        public String onModel(StageModel model) {
            return model.delete(days);
        }
    }

    /** Deletes by force, and may create a secret again at once. */
    private record ForcedDelete(boolean again) implements Step {
        @Override
        public void perform(TestKms kms) {
            kms.call("DeleteSecret", "SecretName", NAME, "ForceDeleteWithoutRecovery", "true");
            if (again) {
                kms.call("CreateSecret", "SecretName", NAME, "VersionId", "v1", "SecretData", "x");
            }
        }

        @Override
        public String onModel(StageModel model) {
            String outcome = model.deleteByForce();
            return again && outcome.equals(StageModel.OK) ? model.create("v1", "x") : outcome;
        }
    }

    private record Restore() implements Step {
        @Override
        public void perform(TestKms kms) {
            kms.call("RestoreSecret", "SecretName", NAME);
        }

        @Override
        public String onModel(StageModel model) {
            return model.restore();
        }
    }

    private record Wait(int hours) implements Step {
        @Override
        public void perform(TestKms kms) {
            kms.clock.advance(Duration.ofHours(hours));
        }

        @Override
        public String onModel(StageModel model) {
            model.passHours(hours);
            return StageModel.OK;
        }
    }
}
