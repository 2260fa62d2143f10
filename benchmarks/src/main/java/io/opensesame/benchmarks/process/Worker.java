package io.opensesame.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * The main of a client's JVM: fetches once, says so, then does what it is told line by line until its input ends.
 *
 * <p>It uses the JDK alone, and before the first fetch as little of it as possible.
 */
public final class Worker {
    private Worker() {}

    /**
     * Runs the worker.
     *
     * @param args the name of a class with a constructor without parameters, that is a {@code Callable<String>}
     * @throws Exception if the first fetch fails
     */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // what clients print is not for the parent
        Callable<?> fetch = Class.forName(args[0])
                .asSubclass(Callable.class)
                .getDeclaredConstructor()
                .newInstance();
        Object first = fetch.call();
        out.println("first " + first);
        obey(fetch, out);
        System.exit(0); // some clients keep threads that are no daemons
    }

    private static void obey(Callable<?> fetch, PrintStream out) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = in.readLine(); order != null; order = in.readLine()) {
            String[] words = order.split(" ", -1);
            out.println(FetchLoad.run(fetch, Integer.parseInt(words[0]), Long.parseLong(words[1])));
        }
    }
}
