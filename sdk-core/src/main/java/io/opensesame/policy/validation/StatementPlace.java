package io.opensesame.policy.validation;

import io.opensesame.policy.Condition;
import io.opensesame.policy.Effect;
import io.opensesame.policy.Principal;
import io.opensesame.policy.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement and where it is.
 *
 * @param index its index among the statements of its policy
 * @param statement the statement
 */
record StatementPlace(int index, Statement statement) {
    static List<StatementPlace> all(List<Statement> statements) {
        List<StatementPlace> places = new ArrayList<>();
        for (Statement statement : statements) {
            places.add(new StatementPlace(places.size(), statement));
        }
        return places;
    }

    boolean allows() {
        return statement.effect() == Effect.ALLOW;
    }

    String pointer() {
        return "/Statement/" + index;
    }

    String pointer(String member) {
        return pointer() + "/" + member;
    }

    String actionsPointer() {
        return pointer(statement.exceptActions() ? "NotAction" : "Action");
    }

    String actionPointer(int action) {
        return actionsPointer() + "/" + action;
    }

    String resourcePointer(int resource) {
        return pointer("Resource") + "/" + resource;
    }

    String conditionPointer(Condition condition) {
        return pointer("Condition") + "/" + condition.operator().wireName() + "/"
                + condition.key().replace("~", "~0").replace("/", "~1");
    }

    /** A document lists the principals of each kind apart. */
    String principalPointer(Principal principal) {
        List<Principal> ofKind = statement.principals().stream()
                .filter(other -> other.type().member().equals(principal.type().member()))
                .toList();
        return pointer("Principal") + "/" + principal.type().member() + "/" + ofKind.indexOf(principal);
    }
}
