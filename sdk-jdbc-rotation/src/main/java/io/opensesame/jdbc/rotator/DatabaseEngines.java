package io.opensesame.jdbc.rotator;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The engines there are, in the order in which they are asked. */
final class DatabaseEngines {
    private DatabaseEngines() {}

    static List<DatabaseEngine> with(List<DatabaseEngine> own) {
        List<DatabaseEngine> engines = new ArrayList<>(own);
        ServiceLoader.load(DatabaseEngine.class).forEach(engines::add);
        return List.copyOf(engines);
    }
}
