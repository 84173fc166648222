package dev.quorate.conformance.history;

import java.util.ArrayList;
import java.util.List;
import us.bpsm.edn.Keyword;
import us.bpsm.edn.TaggedValue;
import us.bpsm.edn.parser.Parseable;
import us.bpsm.edn.parser.Parser;
import us.bpsm.edn.parser.Parsers;

/** EDN's values, as the library reads them, and what they are here. */
final class Edn {
    private Edn() {}

    static Parser parser() {
        return Parsers.newParser(Parsers.defaultConfiguration());
    }

    static Parseable parseable(String text) {
        return Parsers.newParseable(text);
    }

    /**
     * The datum that a value of EDN is.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Datum datum(Object value) {
        if (value == null) {
            return Datum.nil();
        } else if (value instanceof Keyword keyword) {
            return new Datum.Text(keyword.toString());
        } else if (value instanceof List<?> list) {
            List<Datum> items = new ArrayList<>();
            list.forEach(item -> items.add(datum(item)));
            return new Datum.Items(items);
        }
        return Datum.of(value);
    }

    /** A value without its tag: newer versions of Jepsen tag each map with the record that it was. */
    static Object untagged(Object value) {
        return value instanceof TaggedValue tagged ? tagged.getValue() : value;
    }
}
