package io.opensesame.spring.live;

import java.util.Set;

/** Spring Cloud's part in a change of the environment; keeps its types away where it is not on the class path. */
interface CloudContext {
    /** {@return whether it binds the properties beans anew by itself, when it is told of changed properties} */
    boolean rebindsBeans();

    /** Tells its listeners that properties have changed. */
    void environmentChanged(Set<String> propertyNames);

    /** Lets each bean of the refresh scope be made anew at its next use. */
    void refreshScope();
}
