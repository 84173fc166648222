package dev.quorate.conformance.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads an object of JSON for each event, one a line; {@link HistoryWriter} writes them. */
final class JsonEvents {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final BufferedReader reader;
    private final Events events;

    JsonEvents(BufferedReader reader, Events events) {
        this.reader = reader;
        this.events = events;
    }

    void read() throws IOException {
        int number = 0;
        String line = reader.readLine();
        while (line != null) {
            String next = reader.readLine();
            number++;
            if (!line.isBlank()) {
                event(number, object(number, line, next == null));
            }
            line = next;
        }
    }

    private JsonNode object(int number, String line, boolean last) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw events.wrong(
                    number,
                    "expected an object of JSON, found " + Events.shortened(line)
                            + (last && e instanceof JsonEOFException
                                    ? ": the line is torn"
                                    : ": " + e.getOriginalMessage()));
        }
        if (!node.isObject()) {
            throw events.wrong(number, "expected an object of JSON, found " + Events.shortened(line));
        }
        return node;
    }

    private void event(int number, JsonNode object) {
        JsonNode process = required(number, object, "process");
        String type = text(number, object, "type");
        String function = text(number, object, "f");
        if (process.isTextual()) {
            events.skip();
            return;
        } else if (!process.isIntegralNumber() || !process.canConvertToLong()) {
            throw events.wrong(number, "expected an integer as \"process\", found " + Events.shortened(process));
        }
        JsonNode key = object.path("key");
        events.add(
                number,
                new Events.Event(
                        process.longValue(),
                        type,
                        function,
                        key.isMissingNode() || key.isNull() ? Optional.empty() : Optional.of(datum(number, "key", key)),
                        Events.hasValue(type) ? datum(number, "value", object.path("value")) : Datum.nil(),
                        version(number, object.path("version"))));
    }

    private JsonNode required(int number, JsonNode object, String field) {
        JsonNode node = object.get(field);
        if (node == null) {
            throw events.wrong(number, "expected \"" + field + "\", found " + Events.shortened(object));
        }
        return node;
    }

    private String text(int number, JsonNode object, String field) {
        JsonNode node = required(number, object, field);
        if (!node.isTextual()) {
            throw events.wrong(number, "expected a string as \"" + field + "\", found " + Events.shortened(node));
        }
        return node.textValue();
    }

    private OptionalLong version(int number, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return OptionalLong.empty();
        } else if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw events.wrong(number, "expected an integer as \"version\", found " + Events.shortened(node));
        }
        return OptionalLong.of(node.longValue());
    }

    private Datum datum(int number, String field, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Datum.nil();
        } else if (node.isIntegralNumber() && node.canConvertToLong()) {
            return new Datum.Int(node.longValue());
        } else if (node.isBoolean()) {
            return new Datum.Bool(node.booleanValue());
        } else if (node.isTextual()) {
            return new Datum.Text(node.textValue());
        } else if (node.isArray()) {
            List<Datum> items = new ArrayList<>();
            node.forEach(item -> items.add(datum(number, field, item)));
            return new Datum.Items(items);
        }
        throw events.wrong(
                number,
                "expected null, an integer of 64 bits, a boolean, a string or an array of these as \"" + field
                        + "\", found " + Events.shortened(node));
    }
}
