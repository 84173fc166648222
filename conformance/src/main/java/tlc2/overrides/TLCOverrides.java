package tlc2.overrides;

import dev.quorate.conformance.tlc.TraceOperators;
import dev.quorate.conformance.validation.TraceLogs;

/** Where TLC looks for operators that are written in Java: a class of this name. There are none without a log. */
public final class TLCOverrides implements ITLCOverrides {
    @Override
    @SuppressWarnings("rawtypes") // As TLC declares it.
    public Class[] get() {
        TraceLogs.showNamedByProperty();
        return TraceOperators.hasLog() ? new Class<?>[] {TraceOperators.class} : new Class<?>[0];
    }
}
