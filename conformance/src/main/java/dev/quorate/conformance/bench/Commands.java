package dev.quorate.conformance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of JVMs. */
final class Commands {
    /** For all processes in Java alike. Which collector they have is the JVM's choice, or that of who runs them. */
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx1g");

    private Commands() {}

    static List<String> java(List<String> options, String classPath, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HEAP);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
