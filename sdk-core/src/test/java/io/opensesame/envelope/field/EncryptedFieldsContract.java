package io.opensesame.envelope.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonView;
import io.opensesame.envelope.SimpleCipher;
import io.opensesame.error.EnvelopeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What both Jackson modules promise. */
@SuppressWarnings("exports") // AssertJ is none of the module's
public abstract class EncryptedFieldsContract {
    private static final String IBAN = "DE02120300000000202051";

    /** What encrypts in the mappers under test. */
    protected final SimpleCipher cipher = new SimpleCipher();

    /** How a mapper is set up. */
    public enum Setting {
        /** As it comes, with the module. */
        DEFAULT,
        /** With property names in snake case. */
        SNAKE_CASE,
        /** Without looking for annotations at private fields of properties that have a getter. */
        NO_INFERRED_MUTATORS,
        /** Writing the properties of one view. */
        VIEW
    }

    /** A view. */
    public interface View {}

    /** Creates the test of one module. */
    protected EncryptedFieldsContract() {}

    /**
     * Writes a value as JSON.
     *
     * @param setting how the mapper is set up
     * @param value the value
     * @return the JSON
     * @throws Exception if the mapper fails
     */
    protected abstract String write(Setting setting, Object value) throws Exception;

    /**
     * Reads JSON.
     *
     * @param setting how the mapper is set up
     * @param json the JSON
     * @param type what to read
     * @param <T> what to read
     * @return the value
     * @throws Exception if the mapper fails
     */
    protected abstract <T> T read(Setting setting, String json, Class<T> type) throws Exception;

    /**
     * Reads JSON into a value that is there.
     *
     * @param json the JSON
     * @param target the value
     * @throws Exception if the mapper fails
     */
    protected abstract void update(String json, Object target) throws Exception;

    record Customer(
            String id,
            @Encrypted(field = "customers.iban") @Nullable String iban,
            String city) {}

    static final class Account {
        private @Nullable Long number;

        @Encrypted(field = "accounts.owner", recordId = "number")
        private @Nullable String owner;

        public @Nullable Long getNumber() {
            return number;
        }

        public void setNumber(Long number) {
            this.number = number;
        }

        public @Nullable String getOwner() {
            return owner;
        }

        public void setOwner(String owner) {
            this.owner = owner;
        }
    }

    static final class PublicFields {
        public @Nullable UUID id;

        @Encrypted(field = "fields.secret")
        public byte @Nullable [] secret;
    }

    static final class Created {
        private final String id;
        private final String secret;

        @JsonCreator
        Created(
                @JsonProperty("secret") @Encrypted(field = "created.secret") String secret,
                @JsonProperty("id") String id) {
            this.id = id;
            this.secret = secret;
        }

        public String getId() {
            return id;
        }

        @Encrypted(field = "created.secret")
        public String getSecret() {
            return secret;
        }
    }

    record Address(String street, int number) {}

    record AnyTypes(
            String id,
            @Encrypted(field = "any.number") int number,
            @Encrypted(field = "any.list") List<String> list,
            @Encrypted(field = "any.map") Map<String, Integer> map,
            @Encrypted(field = "any.address") Address address,
            @Encrypted(field = "any.unit") TimeUnit unit) {}

    @Test
    void write_record_hidesWhatIsMarkedAndNothingElse() throws Exception {
        String json = write(Setting.DEFAULT, new Customer("17", IBAN, "Köln"));

        assertThat(json).doesNotContain(IBAN).contains("\"id\":\"17\"", "\"city\":\"Köln\"");
        assertThat(FieldCipher.of(cipher, "customers.iban").decrypt(text(json, "iban"), "17"))
                .isEqualTo(IBAN);
        assertThat(read(Setting.DEFAULT, json, Customer.class)).isEqualTo(new Customer("17", IBAN, "Köln"));
    }

    @Test
    void read_propertiesInAnyOrder_areBuilt() throws Exception {
        String iban = text(write(Setting.DEFAULT, new Customer("17", IBAN, "Köln")), "iban");

        String last = "{\"iban\":\"" + iban + "\",\"city\":\"Köln\",\"id\":\"17\"}";
        String first = "{\"id\":\"17\",\"city\":\"Köln\",\"iban\":\"" + iban + "\"}";

        assertThat(read(Setting.DEFAULT, last, Customer.class)).isEqualTo(new Customer("17", IBAN, "Köln"));
        assertThat(read(Setting.DEFAULT, first, Customer.class)).isEqualTo(new Customer("17", IBAN, "Köln"));
    }

    @Test
    void read_valueOfAnotherRecord_isRefusedInAnyOrder() throws Exception {
        String iban = text(write(Setting.DEFAULT, new Customer("18", IBAN, "Köln")), "iban");

        for (String json : List.of(
                "{\"iban\":\"" + iban + "\",\"id\":\"17\"}",
                "{\"id\":\"17\",\"iban\":\"" + iban + "\"}",
                "{\"iban\":\"" + iban + "\"}")) {
            assertRefused(() -> read(Setting.DEFAULT, json, Customer.class));
        }
    }

    @Test
    void read_pojoWithSettersInAnyOrder_isBuiltOrRefused() throws Exception {
        Account account = account(1L, "Ann");
        String owner = text(write(Setting.DEFAULT, account), "owner");

        Account first = read(Setting.DEFAULT, "{\"number\":1,\"owner\":\"" + owner + "\"}", Account.class);
        Account last = read(Setting.DEFAULT, "{\"owner\":\"" + owner + "\",\"number\":1}", Account.class);

        assertThat(first.getOwner()).isEqualTo("Ann");
        assertThat(last.getOwner()).isEqualTo("Ann");
        assertRefused(() -> read(Setting.DEFAULT, "{\"owner\":\"" + owner + "\",\"number\":2}", Account.class));
        assertRefused(() -> read(Setting.DEFAULT, "{\"number\":2,\"owner\":\"" + owner + "\"}", Account.class));
    }

    @Test
    void read_fieldsAndBytes_roundTrip() throws Exception {
        PublicFields fields = new PublicFields();
        fields.id = UUID.randomUUID();
        fields.secret = new byte[] {0, 1, -1};

        String json = write(Setting.DEFAULT, fields);

        assertThat(read(Setting.DEFAULT, json, PublicFields.class).secret).containsExactly(0, 1, -1);
        assertRefused(() -> read(
                Setting.DEFAULT,
                json.replace(String.valueOf(fields.id), UUID.randomUUID().toString()),
                PublicFields.class));
    }

    @Test
    void read_constructorThatIsMarked_roundTrips() throws Exception {
        String json = write(Setting.DEFAULT, new Created("s3cr3t", "17"));

        assertThat(json).doesNotContain("s3cr3t");
        assertThat(read(Setting.DEFAULT, json, Created.class).getSecret()).isEqualTo("s3cr3t");
        assertRefused(() -> read(Setting.DEFAULT, json.replace("\"17\"", "\"18\""), Created.class));
    }

    @Test
    void read_propertiesOfAnyType_roundTrip() throws Exception {
        AnyTypes value = new AnyTypes(
                "17",
                4711,
                List.of("rosebud"),
                Map.of("rosebud", 4712),
                new Address("Rosebud Road", 4713),
                TimeUnit.DAYS);

        String json = write(Setting.DEFAULT, value);

        assertThat(json).doesNotContainIgnoringCase("rosebud").doesNotContain("DAYS");
        assertThat(Pattern.compile("\"[A-Za-z0-9_-]{60,}\"").matcher(json).results())
                .hasSize(5);
        assertThat(read(Setting.DEFAULT, json, AnyTypes.class)).isEqualTo(value);
        assertRefused(() -> read(Setting.DEFAULT, json.replace("\"17\"", "\"18\""), AnyTypes.class));
    }

    record Order(String id, Customer buyer, List<Customer> watchers, Map<String, Customer> others) {}

    @Test
    void read_nestedBeansListsAndMaps_areEachBoundToTheirOwn() throws Exception {
        Order order = new Order(
                "o1",
                new Customer("1", "iban 1", "a"),
                List.of(new Customer("2", "iban 2", "b"), new Customer("3", "iban 3", "c")),
                Map.of("x", new Customer("4", "iban 4", "d")));

        String json = write(Setting.DEFAULT, order);

        assertThat(json).doesNotContain("iban 1", "iban 2", "iban 3", "iban 4");
        assertThat(read(Setting.DEFAULT, json, Order.class)).isEqualTo(order);
        List<String> ibans = Pattern.compile("\"iban\":\"([^\"]+)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .toList();
        String swapped = json.replace(ibans.get(1), "?")
                .replace(ibans.get(2), ibans.get(1))
                .replace("?", ibans.get(2));
        assertRefused(() -> read(Setting.DEFAULT, swapped, Order.class));
    }

    record Tree(String id, @Encrypted(field = "trees.name") String name, List<Tree> children) {}

    @Test
    void read_beansWithinBeansOfTheirOwnType_areEachBoundToTheirOwn() throws Exception {
        Tree tree = new Tree("1", "root", List.of(new Tree("2", "leaf", List.of()), new Tree("3", "leaf", List.of())));

        String json = write(Setting.DEFAULT, tree);

        assertThat(json).doesNotContain("root", "leaf");
        assertThat(read(Setting.DEFAULT, json, Tree.class)).isEqualTo(tree);
        assertRefused(() -> read(Setting.DEFAULT, json.replace("\"id\":\"3\"", "\"id\":\"1\""), Tree.class));
    }

    record Sealed(
            String id, @Encrypted(field = "sealed.customer") Customer customer) {}

    @Test
    void read_markedBeanWithMarkedProperties_isBoundTwice() throws Exception {
        Sealed sealed = new Sealed("s1", new Customer("17", IBAN, "Köln"));

        String json = write(Setting.DEFAULT, sealed);

        assertThat(json).doesNotContain("Köln");
        assertThat(read(Setting.DEFAULT, json, Sealed.class)).isEqualTo(sealed);
        String inner = FieldCipher.of(cipher, "sealed.customer").decrypt(text(json, "customer"), "s1");
        String moved = FieldCipher.of(cipher, "sealed.customer").encrypt(inner.replace("\"17\"", "\"18\""), "s1");
        assertRefused(() -> read(Setting.DEFAULT, "{\"id\":\"s1\",\"customer\":\"" + moved + "\"}", Sealed.class));
    }

    @Test
    void write_nullProperty_staysNull() throws Exception {
        String json = write(Setting.DEFAULT, new Customer("17", null, "Köln"));

        assertThat(json).contains("\"iban\":null");
        assertThat(read(Setting.DEFAULT, json, Customer.class).iban()).isNull();
    }

    @Test
    void write_idIsMissing_isRefused() {
        for (Object value : List.of(account(null, "Ann"), new Customer("", IBAN, "Köln"))) {
            assertThatThrownBy(() -> write(Setting.DEFAULT, value))
                    .hasMessageContaining("is not set")
                    .hasMessageNotContaining("Ann")
                    .hasMessageNotContaining(IBAN);
        }
    }

    record Homeless(@Encrypted(field = "homeless.name") String name) {}

    record OddId(double id, @Encrypted(field = "odd.name") String name) {}

    @Test
    void write_objectWithoutSuchAnIdProperty_isRefused() {
        assertThatThrownBy(() -> write(Setting.DEFAULT, new Homeless("Ann")))
                .hasMessageContaining("no property 'id'")
                .hasMessageNotContaining("Ann");
        assertThatThrownBy(() -> write(Setting.DEFAULT, new OddId(1.5, "Ann")))
                .hasMessageContaining("java.lang.Double")
                .hasMessageNotContaining("Ann");
    }

    @Test
    void read_notAnEncryptedText_isRefusedWithoutQuotingIt() {
        for (String value : List.of("\"DE02 1203\"", "\"DE021203\"", "1203", "{\"DE02\":1203}", "[1203]")) {
            assertThatThrownBy(() -> read(Setting.DEFAULT, "{\"id\":\"17\",\"iban\":" + value + "}", Customer.class))
                    .hasMessageNotContaining("1203");
        }
    }

    @Test
    void read_plaintextThatDoesNotFit_isRefusedWithoutQuotingIt() {
        FieldCipher numbers = FieldCipher.of(cipher, "any.number");
        FieldCipher addresses = FieldCipher.of(cipher, "any.address");
        for (String json : List.of(
                "{\"id\":\"17\",\"number\":\"" + numbers.encrypt("\"rosebud\"", "17") + "\"}",
                "{\"id\":\"17\",\"number\":\"" + numbers.encrypt("rosebud", "17") + "\"}",
                "{\"id\":\"17\",\"address\":\"" + addresses.encrypt("{\"number\":\"rosebud\"}", "17") + "\"}")) {
            Throwable thrown = catchThrowable(() -> read(Setting.DEFAULT, json, AnyTypes.class));

            assertThat(thrown).hasMessageContaining("doesn't read as");
            for (Throwable at = thrown; at != null; at = at.getCause()) {
                assertThat(at.getMessage()).doesNotContain("rosebud");
            }
        }
    }

    record Sparse(
            String id,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Encrypted(field = "sparse.a") @Nullable
            String a,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @Encrypted(field = "sparse.b")
            List<String> b,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Encrypted(field = "sparse.c")
            int c) {}

    @Test
    void write_propertiesThatAreLeftOut_areLeftOut() throws Exception {
        assertThat(write(Setting.DEFAULT, new Sparse("17", null, List.of(), 0))).isEqualTo("{\"id\":\"17\"}");
        assertThat(write(Setting.DEFAULT, new Sparse("17", "a", List.of("b"), 1)))
                .contains("\"a\":", "\"b\":", "\"c\":");
    }

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"secret", "none", "id"})
    static final class InArray {
        public @Nullable String id;

        @Encrypted(field = "array.secret")
        public @Nullable String secret;

        @Encrypted(field = "array.none")
        public @Nullable String none;
    }

    @Test
    void write_beanAsArray_hidesWhatIsMarked() throws Exception {
        InArray value = new InArray();
        value.id = "17";
        value.secret = "s3cr3t";

        String json = write(Setting.DEFAULT, value);

        assertThat(json).matches("\\[\"[A-Za-z0-9_-]{60,}\",null,\"17\"]");
        assertThat(read(Setting.DEFAULT, json, InArray.class).secret).isEqualTo("s3cr3t");
        assertRefused(() -> read(Setting.DEFAULT, json.replace("\"17\"", "\"18\""), InArray.class));
    }

    static final class Unwrapping {
        public @Nullable String name;

        @JsonUnwrapped(prefix = "account_")
        public @Nullable Account account;
    }

    @Test
    void write_beanThatIsUnwrapped_hidesWhatIsMarked() throws Exception {
        Unwrapping value = new Unwrapping();
        value.name = "plain";
        value.account = account(1L, "Ann");

        String json = write(Setting.DEFAULT, value);

        assertThat(json).contains("\"account_number\":1", "\"account_owner\":").doesNotContain("Ann");
        Account read = Objects.requireNonNull(read(Setting.DEFAULT, json, Unwrapping.class).account);
        assertThat(read.getOwner()).isEqualTo("Ann");
        assertRefused(() ->
                read(Setting.DEFAULT, json.replace("\"account_number\":1", "\"account_number\":2"), Unwrapping.class));
    }

    static final class Viewed {
        @JsonView(View.class)
        public @Nullable String id;

        @JsonView(View.class)
        @Encrypted(field = "viewed.secret")
        public @Nullable String secret;
    }

    @Test
    void write_inAView_hidesWhatIsMarked() throws Exception {
        Viewed value = new Viewed();
        value.id = "17";
        value.secret = "s3cr3t";

        String json = write(Setting.VIEW, value);

        assertThat(json).contains("\"secret\":").doesNotContain("s3cr3t");
        assertThat(read(Setting.VIEW, json, Viewed.class).secret).isEqualTo("s3cr3t");
    }

    record LongNames(
            long orderNumber,

            @Encrypted(field = "long.names", recordId = "orderNumber")
            String buyerName) {}

    @Test
    void write_namesInSnakeCase_findsTheIdByItsNameInJava() throws Exception {
        LongNames value = new LongNames(17, "Ann");

        String json = write(Setting.SNAKE_CASE, value);

        assertThat(json).contains("\"order_number\":17", "\"buyer_name\":").doesNotContain("Ann");
        assertThat(read(Setting.SNAKE_CASE, json, LongNames.class)).isEqualTo(value);
        assertRefused(() -> read(Setting.SNAKE_CASE, json.replace(":17", ":18"), LongNames.class));
    }

    @Test
    void write_mapperThatIgnoresPrivateFields_stillHidesWhatIsMarked() throws Exception {
        assertThat(write(Setting.NO_INFERRED_MUTATORS, account(1L, "Ann")))
                .contains("\"owner\":")
                .doesNotContain("Ann");
    }

    @Test
    void read_mapperThatIgnoresPrivateFields_isRefusedAndTakesInNothingUnverified() {
        assertThatThrownBy(
                        () -> read(Setting.NO_INFERRED_MUTATORS, "{\"number\":1,\"owner\":\"forged\"}", Account.class))
                .hasMessageContaining("@Encrypted")
                .hasMessageContaining("mark the setter");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Cat.class, name = "cat"),
        @JsonSubTypes.Type(value = Dog.class, name = "dog")
    })
    interface Animal {}

    record Cat(String id, @Encrypted(field = "cats.name") String name) implements Animal {}

    record Dog(String id, @Encrypted(field = "dogs.toy") Animal friend) implements Animal {}

    @Test
    void read_polymorphicBeansAndProperties_roundTrip() throws Exception {
        Dog dog = new Dog("d1", new Cat("c1", "Tom"));

        String json = write(Setting.DEFAULT, dog);

        assertThat(json).contains("\"kind\":\"dog\"").doesNotContain("cat", "Tom");
        assertThat(read(Setting.DEFAULT, json, Animal.class)).isEqualTo(dog);
        assertRefused(() -> read(Setting.DEFAULT, json.replace("\"d1\"", "\"d2\""), Animal.class));
    }

    @Test
    void update_ofAnotherRecord_isRefused() throws Exception {
        String json = "{\"owner\":\"" + text(write(Setting.DEFAULT, account(1L, "Ann")), "owner") + "\"}";
        Account same = account(1L, "Bob");

        update(json, same);

        assertThat(same.getOwner()).isEqualTo("Ann");
        assertRefused(() -> update(json, account(2L, "Bob")));
    }

    @Test
    void write_mapOfWhatIsNotMarked_isUntouched() throws Exception {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", "17");
        value.put("address", new Address("Rosebud Road", 1));

        assertThat(write(Setting.DEFAULT, value))
                .isEqualTo("{\"id\":\"17\",\"address\":{\"street\":\"Rosebud Road\",\"number\":1}}");
    }

    /**
     * Asserts that a value was refused, and not that something else failed.
     *
     * @param call what to call
     */
    protected static void assertRefused(ThrowingCallable call) {
        AbstractThrowableAssert<?, ? extends Throwable> thrown = assertThatThrownBy(call);
        thrown.satisfies(failure -> {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            assertThat(root).isInstanceOfAny(EnvelopeException.class, IllegalArgumentException.class);
            assertThat(root.getMessage()).containsAnyOf("was encrypted for the record", "is not set");
        });
    }

    private static Account account(@Nullable Long number, String owner) {
        Account account = new Account();
        if (number != null) {
            account.setNumber(number);
        }
        account.setOwner(owner);
        return account;
    }

    /**
     * Returns the text of a property in JSON.
     *
     * @param json the JSON
     * @param property the property's name
     * @return its text
     */
    protected static String text(String json, String property) {
        Matcher matcher = Pattern.compile("\"" + property + "\":\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
