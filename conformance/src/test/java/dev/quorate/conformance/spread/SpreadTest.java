package dev.quorate.conformance.spread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.binding.gossip.Exchange;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Updates spread as fast as theory says. */
class SpreadTest {
    private static final int RUNS = 20;

    @ParameterizedTest
    @EnumSource
    void roundsGrowAsTheoryHasIt(Exchange exchange) {
        for (int nodes : List.of(10, 100, 1000)) {
            double mean = Spread.of(nodes, exchange, RUNS, 1).mean();
            assertEquals(Spread.theory(exchange, nodes), mean, 1.5, () -> exchange + ", " + nodes + " nodes");
        }
    }

    @Test
    void theConstantsTellTheExchangesApart() {
        double push = Spread.of(1000, Exchange.PUSH, RUNS, 1).mean();
        double pull = Spread.of(1000, Exchange.PULL, RUNS, 1).mean();
        double both = Spread.of(1000, Exchange.PUSH_PULL, RUNS, 1).mean();
        assertTrue(both + 3 < pull && pull + 3 < push, () -> both + ", " + pull + ", " + push);
    }

    @Test
    void oneNodeNeedsNoRoundAndTwoNeedOneIfBothAct() {
        for (Exchange exchange : Exchange.values()) {
            assertEquals(0, Epidemic.rounds(1, exchange, 1), exchange::toString);
            assertEquals(1, Epidemic.rounds(2, exchange, 1), exchange::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> Epidemic.rounds(0, Exchange.PUSH, 1));
    }

    /** What a node was sent in a round it sends in the next. */
    @Test
    void exchangesOfARoundAreAtOnce() {
        for (int seed = 0; seed < 200; seed++) {
            assertTrue(Epidemic.rounds(4, Exchange.PUSH, seed) >= 2, "one push, then two");
            assertTrue(Epidemic.rounds(9, Exchange.PUSH, seed) >= 4, "2, 4, 8, 9");
        }
    }

    @Test
    void equalSeedsGiveEqualRuns() {
        Spread spread = Spread.of(100, Exchange.PUSH, RUNS, 7);
        assertEquals(spread, Spread.of(100, Exchange.PUSH, RUNS, 7));
        assertNotEquals(spread, Spread.of(100, Exchange.PUSH, RUNS, 70));
        assertTrue(spread.max() > spread.mean(), "runs differ");
    }

    @Test
    void theChartHasAPointForEachMeasurementWhereItBelongs() throws Exception {
        List<Spread> spreads = new ArrayList<>();
        for (Exchange exchange : Exchange.values()) {
            spreads.add(new Spread(10, exchange, List.of(4, 6)));
            spreads.add(new Spread(1000, exchange, List.of(15, 25)));
        }
        Document chart = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(SpreadChart.svg(spreads).getBytes(StandardCharsets.UTF_8)));
        assertEquals("svg", chart.getDocumentElement().getTagName());
        // Two points and one in the key for each exchange.
        assertEquals(9, chart.getElementsByTagName("circle").getLength());
        Element small = (Element) chart.getElementsByTagName("circle").item(0);
        Element large = (Element) chart.getElementsByTagName("circle").item(1);
        double left = Double.parseDouble(small.getAttribute("cx"));
        double right = Double.parseDouble(large.getAttribute("cx"));
        double low = Double.parseDouble(small.getAttribute("cy"));
        double high = Double.parseDouble(large.getAttribute("cy"));
        assertTrue(left < right && low > high, "more nodes are to the right, more rounds above");
        // From the bottom line, which is round 0: 5 rounds and 20.
        double bottom = 460 - 55;
        assertEquals(4, (bottom - high) / (bottom - low), 0.01);
        for (int i = 0; i < chart.getElementsByTagName("text").getLength(); i++) {
            Element text = (Element) chart.getElementsByTagName("text").item(i);
            assertTrue(Double.parseDouble(text.getAttribute("x")) < 760, text.getTextContent());
        }
    }
}
