package tlc2.overrides;

import dev.quorate.conformance.tlc.TraceOperators;
import dev.quorate.conformance.validation.TraceLogs;

/** Where TLC looks for operators that are written in Java: a class of this name. */
public final class TLCOverrides implements ITLCOverrides {
    @Override
    @SuppressWarnings("rawtypes") // As TLC declares it.
    public Class[] get() {
        TraceLogs.showNamedByProperty();
        return new Class<?>[] {TraceOperators.class};
    }
}
