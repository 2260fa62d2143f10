/** Credentials for clients on the vendor's Tea runtime, by its library {@code credentials-java}. */
@NullMarked
package io.opensesame.adapters.tea;

import org.jspecify.annotations.NullMarked;
