package io.opensesame.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.CallAttempt;
import io.opensesame.kms.CallAttempt.Outcome;
import io.opensesame.kms.CallListener;
import io.opensesame.kms.StartedAttempt;
import io.opensesame.secrets.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallListenersTest {
    private static final StartedAttempt STARTED =
            StartedAttempt.builder("GetSecretValue", "host").build();
    private static final CallAttempt ENDED =
            CallAttempt.builder(STARTED, Outcome.SUCCEEDED).build();

    private final RecordingLog log = new RecordingLog();
    private final CallListeners listeners = new CallListeners(List.of(), log);
    private final List<String> told = new ArrayList<>();

    @Test
    void attempting_nobodyListens_allocatesNothing() {
        assertThat(listeners.attempting(STARTED)).isSameAs(List.of());
    }

    @Test
    void attempted_severalListeners_areToldInTheReverseOrderOfTheBeginning() {
        listeners.listen(spanning("a"));
        listeners.listen(spanning("b"));

        end(listeners.attempting(STARTED));

        assertThat(told).containsExactly("a begins", "b begins", "b ends", "a ends");
    }

    @Test
    void listen_plainListener_isToldOfTheEndAlone() {
        listeners.listen(attempt -> told.add("ended " + attempt.outcome()));

        end(listeners.attempting(STARTED));

        assertThat(told).containsExactly("ended SUCCEEDED");
    }

    @Test
    void close_duringAnAttempt_leavesItsEndToBeTold() {
        Subscription subscription = listeners.listen(spanning("a"));
        List<CallListeners.Ending> underWay = listeners.attempting(STARTED);

        subscription.close();
        subscription.close();
        end(underWay);
        end(listeners.attempting(STARTED));

        assertThat(told).containsExactly("a begins", "a ends");
    }

    @Test
    void listen_sameListenerTwice_eachSubscriptionEndsItsOwn() {
        CallListener twice = spanning("a");
        Subscription first = listeners.listen(twice);
        listeners.listen(twice);

        first.close();
        end(listeners.attempting(STARTED));

        assertThat(told).containsExactly("a begins", "a ends");
    }

    @Test
    void attempting_listenerThatThrows_isLoggedOnceAndNotToldOfTheEnd() {
        listeners.listen(new CallListener() {
            @Override
            public CallListener attempting(StartedAttempt attempt) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void attempted(CallAttempt attempt) {
                told.add("never");
            }
        });
        listeners.listen(spanning("b"));

        end(listeners.attempting(STARTED));
        end(listeners.attempting(STARTED));

        assertThat(told).containsExactly("b begins", "b ends", "b begins", "b ends");
        assertThat(log.lines).singleElement().asString().startsWith("WARN The call listener");
    }

    private void end(List<CallListeners.Ending> endings) {
        endings.forEach(ending -> ending.attempted(ENDED));
    }

    private CallListener spanning(String name) {
        return new CallListener() {
            @Override
            public CallListener attempting(StartedAttempt attempt) {
                told.add(name + " begins");
                return ended -> told.add(name + " ends");
            }

            @Override
            public void attempted(CallAttempt attempt) {
                told.add(name + " bypassed");
            }
        };
    }
}
