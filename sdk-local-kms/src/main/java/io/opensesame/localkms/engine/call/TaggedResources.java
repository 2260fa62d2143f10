package io.opensesame.localkms.engine.call;

import java.util.Map;
import java.util.Optional;

/** All resources of one type, as the operations on tags see them. */
public interface TaggedResources {
    /** Returns the tags of the resource that a request names, or refuses it if they can't be changed. */
    Tags changeableTags(Request request);

    /** Returns the tags of the resource with that id, if there is one, or refuses it if they can't be changed. */
    Optional<Tags> changeableTags(String id);

    /** Returns the tags of every resource by its id. */
    Map<String, Tags> tags();
}
