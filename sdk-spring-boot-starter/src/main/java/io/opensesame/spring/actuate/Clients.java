package io.opensesame.spring.actuate;

import io.opensesame.OpenSesame;
import io.opensesame.spring.configdata.ImportClient;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;

/** The clients that an application has: the beans, and the one that imports secrets if that is another. */
final class Clients {
    static final String IMPORT = "import";

    private Clients() {}

    /** Returns each client once, by the name of its bean; the importing one is called {@value #IMPORT}. */
    static Map<String, OpenSesame> of(ListableBeanFactory beans) {
        Map<String, OpenSesame> clients = new LinkedHashMap<>();
        beans.getBeansOfType(OpenSesame.class).forEach((name, client) -> add(clients, name, client));
        beans.getBeansOfType(ImportClient.class).values().forEach(each -> add(clients, IMPORT, each.sesame()));
        return clients;
    }

    /** Returns how each client is now. */
    static Map<String, ClientState> states(ListableBeanFactory beans) {
        Map<String, ClientState> states = new LinkedHashMap<>();
        of(beans).forEach((name, client) -> states.put(name, ClientState.of(client)));
        return states;
    }

    private static void add(Map<String, OpenSesame> clients, String name, OpenSesame client) {
        if (clients.values().stream().noneMatch(each -> each == client)) {
            clients.put(name, client);
        }
    }
}
