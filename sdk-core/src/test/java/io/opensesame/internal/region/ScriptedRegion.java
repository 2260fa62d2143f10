package io.opensesame.internal.region;

import io.opensesame.internal.cache.ReadRequest;
import io.opensesame.internal.cache.SecretSource.Loaded;
import io.opensesame.secrets.SecretValue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A region that answers each request when and as the test says, or each with the same failure. */
final class ScriptedRegion implements Region.Reader {
    final String authority;
    final List<CompletableFuture<Loaded>> requests = new CopyOnWriteArrayList<>();
    final List<Duration> times = new CopyOnWriteArrayList<>();
    final AtomicInteger wiped = new AtomicInteger();

    @Nullable
    RuntimeException failure;

    @Nullable
    Error thrown;

    boolean onTrial;

    ScriptedRegion(String authority) {
        this.authority = authority;
    }

    Region region() {
        return new Region(authority, this, () -> onTrial);
    }

    @Override
    public CompletableFuture<Loaded> read(ReadRequest request, Duration time) {
        Error broken = thrown;
        if (broken != null) {
            throw broken;
        }
        CompletableFuture<Loaded> answer = new CompletableFuture<>();
        requests.add(answer);
        times.add(time);
        RuntimeException always = failure;
        if (always != null) {
            answer.completeExceptionally(always);
        }
        return answer;
    }

    CompletableFuture<Loaded> last() {
        return requests.get(requests.size() - 1);
    }

    void answer() {
        SecretValue value =
                SecretValue.builder("orders/db", "v1").text(authority).build();
        last().complete(new Loaded(value, authority.equals("home"), wiped::incrementAndGet));
    }

    void fail(RuntimeException with) {
        last().completeExceptionally(with);
    }
}
