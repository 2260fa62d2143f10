package io.opensesame.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The clients that run in JVMs of their own, each on the class path that an application with only that client has. */
enum Client {
    OPENSESAME("OpenSesame", "opensesame"),
    OKHTTP("OkHttp + Jackson by hand", "okhttp"),
    CLASSIC("aliyun-java-sdk-kms", "classic"),
    TEA("kms20160120 (Tea)", "tea"),
    VENDOR_CACHING("vendor caching client", "vendor-caching"),
    AWS_CACHING("AWS caching client", "aws-caching");

    private final String title;
    private final String module;

    Client(String title, String module) {
        this.title = title;
        this.module = module;
    }

    String title() {
        return title;
    }

    /** {@return the class that fetches} */
    String fetchClass() {
        return "io.opensesame.benchmarks.clients." + module.replace("-", "") + ".Fetch";
    }

    /** {@return the jars that the client brings, as the build wrote them down} */
    List<Path> libraries() throws IOException {
        String jars = Files.readString(target().resolve("classpath.txt"), StandardCharsets.UTF_8);
        return Arrays.stream(jars.strip().split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    /** {@return the libraries, the fetching class, and the worker} */
    String classPath() throws IOException {
        List<String> parts = new ArrayList<>();
        libraries().forEach(jar -> parts.add(jar.toString()));
        parts.add(target().resolve("classes").toString());
        parts.add(Path.of(System.getProperty("benchmarks.directory"), "target", "classes")
                .toString());
        return String.join(File.pathSeparator, parts);
    }

    private Path target() {
        return Path.of(System.getProperty("benchmarks.directory"), "clients", module, "target");
    }
}
