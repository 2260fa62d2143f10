package io.opensesame.kms.tag;

/**
 * What kind of resource bears a tag. A type that is younger than this library is a value like any other.
 *
 * @see "KMS API reference: TagResources"
 */
public final class ResourceType {
    /** A customer master key. */
    public static final ResourceType KEY = new ResourceType("key");

    /** A secret. */
    public static final ResourceType SECRET = new ResourceType("secret");

    private final String name;

    private ResourceType(String name) {
        this.name = name;
    }

    /**
     * Returns the type of that name.
     *
     * @param name the name, such as {@code secret}
     * @return the type
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static ResourceType of(String name) {
        return new ResourceType(Parts.word("a resource type", name));
    }

    /** {@return the name, as KMS spells it} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceType that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
