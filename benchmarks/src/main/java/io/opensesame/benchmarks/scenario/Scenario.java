package io.opensesame.benchmarks.scenario;

import io.opensesame.benchmarks.stub.StubIdentity;
import java.io.PrintStream;

/** One kind of trouble, through which each cache is put in turn. */
interface Scenario {
    /** Runs it, within a minute or two whatever the caches do, and prints its table. */
    void run(StubIdentity identity, PrintStream out) throws Exception;
}
