package io.opensesame.localkms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import io.opensesame.localkms.fault.CloudService;
import io.opensesame.localkms.fault.Fault;
import io.opensesame.localkms.http.ControlOperations;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/**
 * The operations of the control endpoint.
 *
 * <pre>
 *   clock/advance   {"duration": "PT2H"}
 *   faults/add      {"type": "delay | error | connectionDropped | truncatedBody | throttle | outage",
 *                    "duration": "PT1S", "status": 503, "code": "...", "message": "...", "requestsPerSecond": 10,
 *                    "service": "KMS | RAM | STS", "operation": "...", "probability": 0.1, "times": 3}
 *   faults/clear    {}
 *   secrets/create  {"name": "...", "value": "..."}
 *   secrets/put     {"name": "...", "value": "..."}
 *   secrets/delete  {"name": "..."}
 * </pre>
 */
final class LocalKmsControl implements ControlOperations {
    private final LocalKms kms;

    LocalKmsControl(LocalKms kms) {
        this.kms = kms;
    }

    @Override
    public ObjectNode perform(String operation, ObjectNode arguments) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (operation) {
            case "clock/advance" -> {
                kms.clock().advance(duration(arguments));
                answer.put("Now", kms.clock().instant().toString());
            }
            case "faults/add" -> kms.faults().add(fault(arguments));
            case "faults/clear" -> kms.faults().clear();
            case "secrets/create" ->
                answer.put("VersionId", kms.createSecret(text(arguments, "name"), text(arguments, "value")));
            case "secrets/put" ->
                answer.put("VersionId", kms.putSecretValue(text(arguments, "name"), text(arguments, "value")));
            case "secrets/delete" -> kms.deleteSecret(text(arguments, "name"));
            default ->
                throw new ServiceRefusal(
                        404, "InvalidApi.NotFound", "There is no control operation " + operation + ".");
        }
        return answer;
    }

    private static Fault fault(ObjectNode arguments) {
        Fault fault = effect(arguments);
        if (arguments.hasNonNull("service")) {
            fault = fault.onService(service(text(arguments, "service")));
        }
        if (arguments.hasNonNull("operation")) {
            if (text(arguments, "type").equals("outage")) {
                throw new IllegalArgumentException("an outage strikes every operation; for one, use connectionDropped");
            }
            fault = fault.onOperation(text(arguments, "operation"));
        }
        if (arguments.hasNonNull("probability")) {
            fault = fault.withProbability(arguments.get("probability").asDouble());
        }
        if (arguments.hasNonNull("times")) {
            fault = fault.times(number(arguments, "times"));
        }
        return fault;
    }

    private static Fault effect(ObjectNode arguments) {
        String type = text(arguments, "type");
        return switch (type) {
            case "delay" -> Fault.delay(duration(arguments));
            case "error" ->
                Fault.error(number(arguments, "status"), text(arguments, "code"), text(arguments, "message"));
            case "connectionDropped" -> Fault.connectionDropped();
            case "truncatedBody" -> Fault.truncatedBody();
            case "throttle" -> Fault.throttle(number(arguments, "requestsPerSecond"));
            case "outage" -> Fault.outage();
            default -> throw new IllegalArgumentException("there is no fault of the type '" + type + "'");
        };
    }

    private static CloudService service(String name) {
        return Arrays.stream(CloudService.values())
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a service is one of " + Arrays.toString(CloudService.values()) + ": '" + name + "'"));
    }

    private static Duration duration(ObjectNode arguments) {
        String text = text(arguments, "duration");
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a duration is written like PT2H or P1DT30M: '" + text + "'", e);
        }
    }

    private static String text(ObjectNode arguments, String name) {
        JsonNode value = arguments.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the text '" + name + "' is missing");
        }
        return value.asText();
    }

    private static int number(ObjectNode arguments, String name) {
        JsonNode value = arguments.path(name);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new IllegalArgumentException("the whole number '" + name + "' is missing");
        }
        return value.asInt();
    }
}
