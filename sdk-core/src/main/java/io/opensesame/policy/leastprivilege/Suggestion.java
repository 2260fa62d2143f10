package io.opensesame.policy.leastprivilege;

import io.opensesame.policy.Statement;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that a person has to decide, since what is known of the calls does not tell. Immutable. */
public final class Suggestion {
    private final String because;
    private final @Nullable Statement statement;

    Suggestion(String because, @Nullable Statement statement) {
        this.because = Objects.requireNonNull(because, "because");
        this.statement = statement;
    }

    /** {@return what is not known, and what to do about it, as a sentence} */
    public String because() {
        return because;
    }

    /** {@return the statement that may have to be added; it is not part of the policies; empty if none may} */
    public Optional<Statement> statement() {
        return Optional.ofNullable(statement);
    }

    /** {@return the sentence, and the statement if there is one} */
    @Override
    public String toString() {
        return statement == null ? because : because + " " + statement;
    }
}
