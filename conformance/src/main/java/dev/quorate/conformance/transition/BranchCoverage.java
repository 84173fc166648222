package dev.quorate.conformance.transition;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Code;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.conformance.value.Value;
import dev.quorate.conformance.value.ValueParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;

/**
 * Which branches of a protocol's class a step takes. The class is loaded anew, instrumented by JaCoCo, whose probes tell one
 * branch from another; what goes in is text, because the classes of the values are loaded anew with it.
 */
public final class BranchCoverage implements AutoCloseable {
    private final String className;
    private final LoggerRuntime runtime = new LoggerRuntime();
    private final RuntimeData data = new RuntimeData();
    private final ExecutionDataStore executed = new ExecutionDataStore();
    private final Object steps;
    private final Method run;

    /** Of the protocol that is bound to a spec, in clusters that constants such as these describe. Close it when done. */
    public BranchCoverage(Binding<?, ?, ?> binding, Map<String, Value> constants) {
        className = binding.protocol(constants).getClass().getName();
        try {
            byte[] instrumented = new Instrumenter(runtime).instrument(bytes(className), className);
            runtime.startup(data);
            Class<?> anew = new Anew(className, instrumented).loadClass(Steps.class.getName());
            steps = anew.getConstructor(String.class).newInstance(binding.spec());
            run = anew.getMethod("run", Map.class, String.class, String.class);
        } catch (Exception e) {
            throw new IllegalStateException(className + " cannot be instrumented", e);
        }
    }

    /** What is done among the classes that are loaded anew. */
    public static final class Steps {
        private final Binding<?, ?, ?> binding;
        private final Map<Map<String, String>, Code<?, ?, ?>> codes = new HashMap<>();

        /** Steps of the code that is bound to a spec. */
        public Steps(String spec) {
            binding = Binding.of(spec).orElseThrow();
        }

        /** Starts a node, and executes one step of it. */
        public void run(Map<String, String> constants, String before, String event) {
            Code<?, ?, ?> code = codes.computeIfAbsent(constants, this::code);
            Value happening = ValueParser.parse(event);
            code.initial(((Value.Rec) happening).fields().get("node"));
            code.step(ValueParser.parse(before), happening);
        }

        private Code<?, ?, ?> code(Map<String, String> constants) {
            Map<String, Value> values = new TreeMap<>();
            constants.forEach((name, text) -> values.put(name, ValueParser.parse(text)));
            return new Code<>(binding, values);
        }
    }

    /** Executes a step, and says which of the class's probes it reaches. */
    public BitSet step(Map<String, Value> constants, Value before, Value event) {
        Map<String, String> texts = new TreeMap<>();
        constants.forEach((name, value) -> texts.put(name, value.toString()));
        try {
            run.invoke(steps, texts, before.toString(), event.toString());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className + " cannot take the step " + event, e);
        }
        ExecutionDataStore own = new ExecutionDataStore();
        data.collect(own, new SessionInfoStore(), false);
        BitSet reached = new BitSet();
        for (ExecutionData execution : own.getContents()) {
            // A copy: the reset clears these probes themselves.
            boolean[] probes = execution.getProbes().clone();
            executed.put(new ExecutionData(execution.getId(), execution.getName(), probes));
            for (int i = 0; i < probes.length; i++) {
                reached.set(i, probes[i]);
            }
        }
        data.reset();
        return reached;
    }

    /**
     * Executes the steps of a trace; and in each of its states, at each node, each of its events that brings no message, for
     * every choice of the nodes in it, so that what the code does with an event that the spec does not enable counts as taken.
     */
    public BitSet trace(Trace trace) {
        Map<String, Value> constants = trace.header().constants();
        BitSet reached = new BitSet();
        Set<Value.Rec> events = new HashSet<>();
        for (int i = 1; i < trace.states().size(); i++) {
            Value event = trace.states().get(i).event().orElseThrow();
            if (event instanceof Value.Rec record && record.fields().containsKey("node")) {
                Value node = record.fields().get("node");
                reached.or(step(constants, nodes(trace, i - 1).get(node), event));
                if (!record.fields().containsKey("message")) {
                    events.add(record);
                }
            }
        }
        for (int i = 0; i < trace.states().size(); i++) {
            Set<Value> names = nodes(trace, i).keySet();
            nodes(trace, i)
                    .forEach((node, state) -> events.forEach(event -> names.forEach(other -> {
                        Map<String, Value> there = new TreeMap<>(event.fields());
                        there.replaceAll((name, value) -> names.contains(value) ? other : value);
                        there.put("node", node);
                        reached.or(step(constants, state, Value.record(there)));
                    })));
        }
        return reached;
    }

    /** The lines of the class on which a branch was never taken. */
    public List<Integer> missedLines() {
        CoverageBuilder coverage = new CoverageBuilder();
        try {
            new Analyzer(executed, coverage).analyzeClass(bytes(className), className);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Integer> lines = new ArrayList<>();
        for (IClassCoverage analyzed : coverage.getClasses()) {
            for (int line = analyzed.getFirstLine(); line <= analyzed.getLastLine(); line++) {
                int status = analyzed.getLine(line).getStatus();
                if (status == ICounter.NOT_COVERED || status == ICounter.PARTLY_COVERED) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    @Override
    public void close() {
        runtime.shutdown();
    }

    private static Map<Value, Value> nodes(Trace trace, int i) {
        return trace.states().get(i).values().get("nodes").asMappings();
    }

    private static byte[] bytes(String name) throws IOException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = BranchCoverage.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("no class file of " + name);
            }
            return in.readAllBytes();
        }
    }

    /** Loads every class anew but the JDK's, one of them in its instrumented form. */
    private static final class Anew extends ClassLoader {
        private final String instrumentedName;
        private final byte[] instrumented;

        Anew(String instrumentedName, byte[] instrumented) {
            super(BranchCoverage.class.getClassLoader());
            this.instrumentedName = instrumentedName;
            this.instrumented = instrumented;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                } else if (name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")) {
                    return super.loadClass(name, resolve);
                }
                try {
                    byte[] code = name.equals(instrumentedName) ? instrumented : bytes(name);
                    return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }
}
