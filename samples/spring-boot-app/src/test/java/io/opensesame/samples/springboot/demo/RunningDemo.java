package io.opensesame.samples.springboot.demo;

import org.jspecify.annotations.Nullable;

/** The sample that the tests share; it takes seconds to start, and ends with the process. */
final class RunningDemo {
    private static @Nullable Demo demo;

    private RunningDemo() {}

    static synchronized Demo get() throws Exception {
        Demo running = demo;
        if (running == null) {
            running = Demo.start(
                    "--server.port=0", "--opensesame.cache.refresh-after=1s", "--opensesame.datasource.drain=500ms");
            Runtime.getRuntime().addShutdownHook(new Thread(running::close));
            demo = running;
        }
        return running;
    }
}
