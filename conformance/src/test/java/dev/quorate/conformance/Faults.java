package dev.quorate.conformance;

import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.simulation.Observer;
import dev.quorate.conformance.simulation.Simulator;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Violation;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.runtime.Timing;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;

/** Worlds with a fault in the code, made by doing something else than what is asked. */
public final class Faults {
    private Faults() {}

    /** What faulty code does. */
    public interface Faulty<S, E, M> {
        /** A step of the faulty code, made of steps of the correct one. */
        Step<S, M> step(Protocol<S, E, M> correct, S state, E event);
    }

    /** What the simulator finds in a world with a fault. */
    public static <S, E, M, G> Violation found(World<S, E, M, G> world, Options options, Object fault) {
        return Simulator.simulate(world, options, new Observer<>() {}, line -> {})
                .violation()
                .orElseThrow(() -> new AssertionError(fault + " is not found"));
    }

    /** The same world, in which the code has this fault. */
    public static <S, E, M, G> World<S, E, M, G> in(World<S, E, M, G> world, Faulty<S, E, M> fault) {
        Protocol<S, E, M> correct = world.protocol();
        Protocol<S, E, M> faulty = new Protocol<>() {
            @Override
            public S initial(NodeId node) {
                return correct.initial(node);
            }

            @Override
            public Step<S, M> step(S state, E event) {
                return fault.step(correct, state, event);
            }
        };
        return changed(world, Map.of("protocol", faulty));
    }

    /** The same world, whose properties nobody looks at. */
    public static <S, E, M, G> World<S, E, M, G> unwatched(World<S, E, M, G> world) {
        return changed(world, Map.of("broken", Optional.empty(), "brokenByStep", Optional.empty()));
    }

    /** The same world, in which nodes act when this says. */
    public static <S, E, M, G> World<S, E, M, G> timed(World<S, E, M, G> world, Timing<S, E> timing) {
        return changed(world, Map.of("timing", timing));
    }

    @SuppressWarnings("unchecked") // A proxy of World is one for any types.
    private static <S, E, M, G> World<S, E, M, G> changed(World<S, E, M, G> world, Map<String, Object> answers) {
        return (World<S, E, M, G>) Proxy.newProxyInstance(
                World.class.getClassLoader(), new Class<?>[] {World.class}, (proxy, method, arguments) -> {
                    if (answers.containsKey(method.getName())) {
                        return answers.get(method.getName());
                    }
                    try {
                        return method.invoke(world, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
