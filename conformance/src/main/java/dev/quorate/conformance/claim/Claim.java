package dev.quorate.conformance.claim;

import java.util.List;
import java.util.Optional;

/**
 * A sentence of a textbook or a paper, and what decides it.
 *
 * @param id its name, such as {@code basic-paxos/livelock}
 * @param sentence what is claimed
 * @param source who claims it, and where
 * @param command the command that decides it, without its first word {@code quorate}
 * @param finds what the command finds, in its own words: {@code verified}, {@code violates Agreement}, {@code linearizable},
 *     {@code 5 message delays}
 * @param verdict what that makes of the claim
 * @param trace the committed trace that shows it, as {@code raft/split-vote}
 */
public record Claim(
        String id,
        String sentence,
        String source,
        String command,
        String finds,
        Verdict verdict,
        Optional<String> trace) {
    /** The words of the command. */
    public List<String> arguments() {
        return List.of(command.trim().split("\\s+"));
    }

    /** What it is about: the part of its name before the slash. */
    public String subject() {
        return id.substring(0, id.indexOf('/'));
    }
}
