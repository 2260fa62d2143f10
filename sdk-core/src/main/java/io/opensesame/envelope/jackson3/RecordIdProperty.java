package io.opensesame.envelope.jackson3;

import io.opensesame.envelope.field.FieldCipher;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;

/** The property of an object that has its record's id. */
final class RecordIdProperty {
    private final String name;
    private final String owner;
    private final AnnotatedMember accessor;

    private RecordIdProperty(String name, String owner, AnnotatedMember accessor) {
        this.name = name;
        this.owner = owner;
        this.accessor = accessor;
    }

    /**
     * Finds the property by its name in Java or in JSON.
     *
     * @throws IllegalArgumentException if there is none that can be read
     */
    static RecordIdProperty of(MapperConfig<?> config, BeanDescription bean, String name) {
        String owner = bean.getBeanClass().getName();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            AnnotatedMember accessor = property.getAccessor();
            boolean named = property.getInternalName().equals(name)
                    || property.getName().equals(name);
            if (named && accessor != null) {
                if (config.canOverrideAccessModifiers()) {
                    accessor.fixAccess(config.isEnabled(MapperFeature.OVERRIDE_PUBLIC_ACCESS_MODIFIERS));
                }
                return new RecordIdProperty(name, owner, accessor);
            }
        }
        throw new IllegalArgumentException(owner + " has no property '" + name + "' that can be read, which its"
                + " @Encrypted properties are bound to; name the record's id by recordId");
    }

    /**
     * Reads the id of an object.
     *
     * @throws IllegalArgumentException if it has none
     */
    String of(Object bean) {
        Object id = accessor.getValue(bean);
        if (id == null || id.equals("")) {
            throw new IllegalArgumentException("the record's id, '" + name + "' of " + owner
                    + ", is not set; its @Encrypted properties are bound to it, so give the record its id first");
        }
        return FieldCipher.recordId(id);
    }
}
