package io.opensesame.internal.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Another process on the same file, as {@code StoreProcessesTest} starts it. */
final class StoreProcess {
    static final int HALTED = 7;

    private StoreProcess() {}

    /**
     * Does what the arguments say.
     *
     * @param arguments the directory, then {@code write}, a prefix and a count; or {@code halt} and a step of a write
     */
    public static void main(String[] arguments) {
        StoreScene scene = StoreScene.existing(Path.of(arguments[0]));
        if (arguments[1].equals("halt")) {
            scene.steps = new HaltingSteps(arguments[2]);
            scene.now = scene.now.plusSeconds(1);
            scene.store(scene.value("orders/db", "v2"));
            return;
        }
        try (EncryptedArchive archive = scene.open()) {
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                String name = arguments[2] + "-" + i;
                archive.keep(StoreScene.current(name), scene.value(name, "v1"));
                StoreScene.find(archive, StoreScene.current("any")); // so that a write may come between
            }
        }
        if (!scene.reporter.problems.isEmpty()) {
            throw new IllegalStateException(scene.reporter.messages.toString());
        }
    }

    /** Ends the process in the middle of a write, as a power cut or the kernel would. */
    private static final class HaltingSteps extends FileSteps {
        private final String step;

        HaltingSteps(String step) {
            this.step = step;
        }

        private void haltAt(String name) {
            if (step.equals(name)) {
                Runtime.getRuntime().halt(HALTED);
            }
        }

        @Override
        void write(FileChannel channel, byte[] bytes) throws IOException {
            haltAt("created");
            super.write(channel, bytes);
            haltAt("written");
        }

        @Override
        void move(Path from, Path to) throws IOException {
            haltAt("forced");
            super.move(from, to);
            haltAt("moved");
        }
    }
}
