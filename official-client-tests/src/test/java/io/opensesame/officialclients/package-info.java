/** Official clients of the service, unmodified, against LocalKms: they see no difference they can notice. */
@NullMarked
package io.opensesame.officialclients;

import org.jspecify.annotations.NullMarked;
