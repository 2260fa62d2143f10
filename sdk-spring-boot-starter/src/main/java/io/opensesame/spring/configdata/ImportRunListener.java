package io.opensesame.spring.configdata;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends the client of imports if the start fails before there is a context that would. */
final class ImportRunListener implements SpringApplicationRunListener {
    private @Nullable ConfigurableBootstrapContext bootstrap;

    /** Creates the listener of one run. */
    ImportRunListener() {}

    @Override
    public void starting(ConfigurableBootstrapContext bootstrapContext) {
        this.bootstrap = bootstrapContext;
    }

    @Override
    public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
        if (context != null && context.isActive()) {
            return; // it is closed next, and ends the client after its beans
        }
        ImportSession session = bootstrap == null ? null : ImportSession.in(bootstrap);
        if (session != null) {
            session.close();
        }
    }
}
