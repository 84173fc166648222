package dev.quorate.conformance.tlc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import util.UniqueString;

/**
 * A state of TLC's graph. Its variables are TLC's own values, opaque here; {@link TlcValues} reads them.
 *
 * @param state TLC's state, a {@code TLCState}
 */
public record GraphState(Object state) {
    /** {@code TLCState.lookup}, whose parameter is a String in some versions of TLC and a UniqueString in others. */
    private static final MethodHandle LOOKUP = findLookup();

    /** The names of the spec's variables. */
    public List<String> variables() {
        return Arrays.stream(((TLCState) state).getVars())
                .map(variable -> variable.getName().toString())
                .toList();
    }

    /** A variable of the spec, resolved once. */
    public static final class Variable {
        private final String name;
        private UniqueString unique;

        public Variable(String name) {
            this.name = name;
        }

        /**
         * TLC's value of this variable.
         *
         * @throws IllegalArgumentException if the spec has no such variable
         */
        public Object of(GraphState state) {
            if (unique == null) {
                unique = UniqueString.uniqueStringOf(name);
            }
            try {
                Object value = (IValue) LOOKUP.invokeExact((TLCState) state.state, unique);
                if (value == null) {
                    throw new IllegalArgumentException("the spec has no variable \"" + name + "\"");
                }
                return value;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("TLC cannot look up \"" + name + "\"", e);
            }
        }
    }

    private static MethodHandle findLookup() {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            return lookup.findVirtual(
                    TLCState.class, "lookup", MethodType.methodType(IValue.class, UniqueString.class));
        } catch (ReflectiveOperationException e) {
            return byString(lookup);
        }
    }

    private static MethodHandle byString(MethodHandles.Lookup lookup) {
        try {
            MethodHandle byString =
                    lookup.findVirtual(TLCState.class, "lookup", MethodType.methodType(IValue.class, String.class));
            MethodHandle name = lookup.findVirtual(UniqueString.class, "toString", MethodType.methodType(String.class));
            return MethodHandles.filterArguments(byString, 1, name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this TLC is of an unknown version: its states cannot be read", e);
        }
    }
}
