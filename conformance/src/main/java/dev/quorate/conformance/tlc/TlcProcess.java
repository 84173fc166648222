package dev.quorate.conformance.tlc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tla2sany.semantic.OpDeclNode;
import tlc2.TLC;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.util.IStateWriter;
import tlc2.value.IValue;
import util.SimpleFilenameToStream;

/**
 * The main class of the JVM in which TLC runs: TLC keeps static state, so each run has its own. Arguments: the name of a
 * {@link GraphVisitor.Factory} or "-", its job, its report file, and then TLC's own arguments. Ends with TLC's exit status.
 */
public final class TlcProcess {
    /** The exit status when the visitor fails. TLC's own are up to 255, but none is this. */
    static final int VISITOR_FAILED = 99;

    /** Begins the line that tells why the visitor failed. */
    static final String VISITOR_MARK = "@!@!@VISITOR ";

    /** Begins a line that tells how far the visitor has come. */
    static final String PROGRESS_MARK = "@!@!@PROGRESS ";

    /** The exit status when a visitor has seen enough. */
    static final int VISITOR_DONE = 98;

    private TlcProcess() {}

    /** Ends TLC's process, with nothing to say of the model: the visitor has found what it was looking for. */
    public static void stop() {
        Runtime.getRuntime().halt(VISITOR_DONE);
    }

    /** Tells the process that started this one how far a visitor has come. */
    public static void progress(String text) {
        System.out.println(PROGRESS_MARK + text);
        System.out.flush();
    }

    public static void main(String[] arguments) throws Exception {
        endWithParent();
        Watch watch = arguments[0].equals("-")
                ? null
                : new Watch(Class.forName(arguments[0])
                        .asSubclass(GraphVisitor.Factory.class)
                        .getDeclaredConstructor()
                        .newInstance()
                        .create(arguments[1], Path.of(arguments[2]), new Oracle()));
        List<String> options = new ArrayList<>(Arrays.asList(arguments).subList(3, arguments.length));
        if (writesTraceSpecs()) {
            options.add(0, "-noGenerateSpecTE");
        }
        TLC tlc = new TLC();
        if (!tlc.handleParameters(options.toArray(String[]::new))) {
            Runtime.getRuntime().halt(EC.ExitStatus.ERROR);
        }
        tlc.setResolver(new SimpleFilenameToStream());
        if (watch != null) {
            watch.attach(tlc);
        }
        int status = EC.ExitStatus.errorConstantToExitStatus(tlc.process());
        if (watch != null) {
            try {
                watch.finish(status == EC.ExitStatus.SUCCESS);
            } catch (RuntimeException | Error e) {
                watch.fail(e);
            }
        }
        System.out.flush();
        Runtime.getRuntime().halt(status);
    }

    /** The parent holds the other end of standard input, and ends it when it ends itself, however that happens. */
    private static void endWithParent() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is sent; only the end matters.
                        }
                    } catch (IOException e) {
                        // The end, too.
                    }
                    Runtime.getRuntime().halt(EC.ExitStatus.ERROR);
                },
                "parent");
        thread.setDaemon(true);
        thread.start();
    }

    /** TLC 1.8 leaves a trace specification beside the spec unless told otherwise; TLC 1.7.3 does not know the option. */
    private static boolean writesTraceSpecs() {
        try (InputStream code = TLC.class.getResourceAsStream("TLC.class")) {
            return code != null
                    && new String(code.readAllBytes(), StandardCharsets.ISO_8859_1).contains("-noGenerateSpecTE");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stands where TLC would write its graph. A proxy, because the interface differs between versions of TLC. */
    private static final class Watch implements InvocationHandler {
        private final GraphVisitor visitor;

        Watch(GraphVisitor visitor) {
            this.visitor = visitor;
        }

        void attach(TLC tlc) throws ReflectiveOperationException {
            Field writer = TLC.class.getDeclaredField("stateWriter");
            writer.setAccessible(true);
            writer.set(
                    tlc,
                    Proxy.newProxyInstance(
                            IStateWriter.class.getClassLoader(), new Class<?>[] {IStateWriter.class}, this));
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return switch (method.getName()) {
                case "writeState" -> {
                    try {
                        visit(arguments);
                    } catch (RuntimeException | Error e) {
                        fail(e);
                    }
                    yield null;
                }
                // isConstrained: true would ask TLC 1.8 for candidate states that an action has already refused.
                case "isNoop", "isDot", "isConstrained" -> false;
                case "getDumpFileName" -> "";
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                case "toString" -> "state graph";
                default -> null;
            };
        }

        /** With one state it is an initial one; with two and an action, an edge; the other overloads draw stuttering. */
        private void visit(Object[] arguments) {
            if (arguments.length == 1) {
                visitor.initial(new GraphState(arguments[0]));
            } else if (arguments.length == 4 && arguments[3] instanceof Action) {
                visitor.edge(new GraphState(arguments[0]), new GraphState(arguments[1]));
            }
        }

        void finish(boolean complete) {
            visitor.finish(complete);
        }

        /** TLC must not go on when the visitor cannot: whoever reads the result would believe that all edges were seen. */
        void fail(Throwable e) {
            e.printStackTrace();
            System.out.println(VISITOR_MARK + e);
            System.out.flush();
            Runtime.getRuntime().halt(VISITOR_FAILED);
        }
    }

    private static final class Oracle implements GraphVisitor.Successors {
        @Override
        public List<GraphState> of(GraphState state) {
            ITool tool = TLCGlobals.mainChecker.tool;
            List<GraphState> successors = new ArrayList<>();
            for (Action action : tool.getActions()) {
                StateVec next = tool.getNextStates(action, (TLCState) state.state());
                for (int i = 0; i < next.size(); i++) {
                    successors.add(new GraphState(next.elementAt(i)));
                }
            }
            return successors;
        }

        @Override
        public boolean allows(GraphState from, GraphState to) {
            return TLCGlobals.mainChecker.tool.isInActions((TLCState) from.state(), (TLCState) to.state());
        }

        @Override
        public GraphState settled(GraphState from, GraphState to) {
            TLCState settled = ((TLCState) to.state()).createEmpty();
            for (OpDeclNode variable : settled.getVars()) {
                GraphState.Variable named =
                        new GraphState.Variable(variable.getName().toString());
                settled.bind(variable.getName(), (IValue) TlcMaker.whole(named.of(to), named.of(from)));
            }
            return new GraphState(settled);
        }
    }
}
