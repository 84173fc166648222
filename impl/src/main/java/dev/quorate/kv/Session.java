package dev.quorate.kv;

/**
 * What is kept of a client.
 *
 * @param used the index of its last command in the log
 * @param sequence the number of the last of its requests that took effect; 0 if none has
 * @param answer the answer to that; to the command that opened the session, if there is none
 */
public record Session(long used, long sequence, Answer answer) {
    public Session {
        Text.check(used > 0, "a session is used from its first command on");
        Text.check(sequence >= 0, "a sequence number is not negative");
        Text.check(
                sequence == 0 ? answer instanceof Answer.Registered : answer instanceof Answer.Done,
                "a session keeps the answer to its last request");
    }
}
