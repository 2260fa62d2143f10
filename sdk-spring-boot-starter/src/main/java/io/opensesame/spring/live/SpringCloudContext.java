package io.opensesame.spring.live;

import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationContext;

/** The real {@link CloudContext}. */
final class SpringCloudContext implements CloudContext {
    private final ApplicationContext context;
    private final ObjectProvider<ConfigurationPropertiesRebinder> rebinder;
    private final ObjectProvider<RefreshScope> refreshScope;

    SpringCloudContext(
            ApplicationContext context,
            ObjectProvider<ConfigurationPropertiesRebinder> rebinder,
            ObjectProvider<RefreshScope> refreshScope) {
        this.context = context;
        this.rebinder = rebinder;
        this.refreshScope = refreshScope;
    }

    @Override
    public boolean rebindsBeans() {
        return rebinder.getIfAvailable() != null;
    }

    @Override
    public void environmentChanged(Set<String> propertyNames) {
        context.publishEvent(new EnvironmentChangeEvent(context, propertyNames));
    }

    @Override
    public void refreshScope() {
        refreshScope.ifAvailable(RefreshScope::refreshAll);
    }
}
