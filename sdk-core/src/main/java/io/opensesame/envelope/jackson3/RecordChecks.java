package io.opensesame.envelope.jackson3;

import io.opensesame.envelope.field.OpenedField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;

/** The records that decrypted values say they belong to, for each object that one reading has under construction. */
final class RecordChecks {
    private final Deque<List<Check>> objects = new ArrayDeque<>();

    private RecordChecks() {}

    /**
     * What to hold against an object's id.
     *
     * @param opened the value
     * @param recordId the name of the property that has the id
     */
    record Check(OpenedField opened, String recordId) {}

    static RecordChecks of(DeserializationContext context) {
        if (context.getAttribute(RecordChecks.class) instanceof RecordChecks checks) {
            return checks;
        }
        RecordChecks checks = new RecordChecks();
        context.setAttribute(RecordChecks.class, checks);
        return checks;
    }

    /** Takes notice that an object with encrypted properties begins. */
    void begin() {
        objects.push(new ArrayList<>());
    }

    /** Expects the object that began last to be the record of a value. */
    void expect(OpenedField opened, String recordId, JsonParser parser) {
        List<Check> checks = objects.peek();
        if (checks == null) {
            throw DatabindException.from(
                    parser,
                    "the record of an @Encrypted property can't be checked: its object has a deserializer of its own");
        }
        checks.add(new Check(opened, recordId));
    }

    /** Returns what was expected of the object that began last, which is complete or failed. */
    List<Check> end() {
        return objects.pop();
    }
}
