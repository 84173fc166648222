package dev.quorate.conformance.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    @Test
    void eachFieldThatDiffersIsOneLine() {
        assertEquals(
                List.of("nodes[n1].log[2].term: spec 3, code 2", "nodes[n1].role: spec \"Leader\", code \"Follower\""),
                between(
                        "[role |-> \"Leader\", log |-> <<[term |-> 1], [term |-> 3]>>]",
                        "[role |-> \"Follower\", log |-> <<[term |-> 1], [term |-> 2]>>]"));
    }

    @Test
    void ofTwoSetsOnlyWhatOneLacksIsTold() {
        assertEquals(List.of("nodes[n1]: only spec has n3, only code has nothing"), between("{n1, n3}", "{n1}"));
        assertEquals(List.of("nodes[n1][n2]: only spec has 1, only code has 2"), between("(n2 :> {1})", "(n2 :> {2})"));
    }

    @Test
    void functionsOfDifferentDomainsDifferAsAWhole() {
        assertEquals(List.of("nodes[n1]: spec <<1>>, code <<1, 2>>"), between("<<1>>", "<<1, 2>>"));
    }

    private static List<String> between(String wanted, String found) {
        return Differences.between("nodes[n1]", ValueParser.parse(wanted), ValueParser.parse(found), "spec", "code");
    }
}
