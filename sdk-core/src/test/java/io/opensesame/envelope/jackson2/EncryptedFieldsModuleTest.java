package io.opensesame.envelope.jackson2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.opensesame.envelope.field.Encrypted;
import io.opensesame.envelope.field.EncryptedFieldsContract;
import io.opensesame.kms.crypto.EncryptionContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncryptedFieldsModuleTest extends EncryptedFieldsContract {
    private JsonMapper.Builder mapper() {
        return JsonMapper.builder().addModule(new EncryptedFieldsModule(cipher));
    }

    private JsonMapper mapper(Setting setting) {
        return switch (setting) {
            case SNAKE_CASE ->
                mapper().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build();
            case NO_INFERRED_MUTATORS ->
                mapper().disable(MapperFeature.INFER_PROPERTY_MUTATORS).build();
            case DEFAULT, VIEW -> mapper().build();
        };
    }

    @Override
    protected String write(Setting setting, Object value) throws Exception {
        JsonMapper mapper = mapper(setting);
        return setting == Setting.VIEW
                ? mapper.writerWithView(View.class).writeValueAsString(value)
                : mapper.writeValueAsString(value);
    }

    @Override
    protected <T> T read(Setting setting, String json, Class<T> type) throws Exception {
        return mapper(setting).readValue(json, type);
    }

    @Override
    protected void update(String json, Object target) throws Exception {
        mapper(Setting.DEFAULT).readerForUpdating(target).readValue(json);
    }

    @JsonDeserialize(builder = Built.Builder.class)
    record Built(
            String id,
            @Encrypted(field = "built.secret") @Nullable String secret) {
        @JsonPOJOBuilder(withPrefix = "")
        static final class Builder {
            private String id = "";
            private @Nullable String secret;

            @Encrypted(field = "built.secret")
            public Builder secret(String secret) {
                this.secret = secret;
                return this;
            }

            public Builder id(String id) {
                this.id = id;
                return this;
            }

            public Built build() {
                return new Built(id, secret);
            }
        }
    }

    @Test
    void read_builder_isBuiltOrRefused() throws Exception {
        String json = write(Setting.DEFAULT, new Built("17", "s3cr3t"));

        assertThat(json).doesNotContain("s3cr3t");
        assertThat(read(Setting.DEFAULT, json, Built.class)).isEqualTo(new Built("17", "s3cr3t"));
        assertRefused(() -> read(Setting.DEFAULT, json.replace("\"17\"", "\"18\""), Built.class));
    }

    @Test
    void read_withAnotherSharedContext_isRefused() throws Exception {
        JsonMapper ofTenant = JsonMapper.builder()
                .addModule(new EncryptedFieldsModule(cipher, EncryptionContext.of("tenant", "t1")))
                .build();
        String json = ofTenant.writeValueAsString(new Built("17", "s3cr3t"));

        assertThat(ofTenant.readValue(json, Built.class).secret()).isEqualTo("s3cr3t");
        assertThatThrownBy(() -> ofTenant.readValue(write(Setting.DEFAULT, new Built("17", "x")), Built.class))
                .hasMessageContaining("tenant");
    }

    record OwnSerializer(
            String id,

            @JsonSerialize(using = ToStringSerializer.class) @Encrypted(field = "own.secret")
            String secret) {}

    record Inner(String name) {}

    record UnwrappedAndMarked(
            String id,
            @JsonUnwrapped @Encrypted(field = "own.inner") Inner inner) {}

    static final class AnyProperties {
        public String id = "17";

        @JsonAnyGetter
        @Encrypted(field = "any.properties")
        public Map<String, String> properties() {
            return Map.of("name", "s3cr3t");
        }
    }

    @Test
    void write_whereTheMarkCannotBeHonoured_isRefused() {
        for (Object value : new Object[] {
            new OwnSerializer("17", "s3cr3t"), new UnwrappedAndMarked("17", new Inner("s3cr3t")), new AnyProperties()
        }) {
            assertThatThrownBy(() -> write(Setting.DEFAULT, value))
                    .hasMessageContaining("@Encrypted")
                    .hasMessageNotContaining("s3cr3t");
        }
    }
}
