package dev.quorate.conformance.bench;

import java.time.Duration;

/**
 * What clients do.
 *
 * @param runIn what is not measured, before the first number of clients: compilers of JVMs are busy then, on processors that
 *     servers need
 * @param warmUp what is not measured, at each number of clients
 * @param window what is
 * @param keys how many keys there are
 * @param valueBytes how long values are
 * @param readPercent how many operations of a hundred are reads
 */
public record LoadOptions(
        Duration runIn, Duration warmUp, Duration window, int keys, int valueBytes, int readPercent) {}
