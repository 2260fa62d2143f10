package io.opensesame.spring.client;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if there is a key to encrypt or decrypt with. */
final class OnEnvelopeKeys extends SpringBootCondition {
    private static final String PREFIX = "opensesame.envelope.";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        boolean keys = names(binder, "encrypt-with")
                || names(binder, "also-decrypt-with")
                || binder.bind(PREFIX + "decrypt-with-any-key", Boolean.class).orElse(false);
        ConditionMessage.Builder message = ConditionMessage.forCondition("Envelope keys");
        return keys
                ? ConditionOutcome.match(message.because("a property names a key"))
                : ConditionOutcome.noMatch(message.because(PREFIX + "encrypt-with is not set"));
    }

    /** A list that is set to nothing names no key. */
    private static boolean names(Binder binder, String property) {
        return binder.bind(PREFIX + property, Bindable.listOf(String.class))
                .map(keys -> !keys.isEmpty())
                .orElse(false);
    }
}
