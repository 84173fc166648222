package dev.quorate.runtime.disk;

/**
 * What was found in a data folder when it was opened.
 *
 * @param checkpoint how many records the checkpoint stands for; 0 if there is none
 * @param last the number of the last record; 0 if there is none
 * @param segments how many segments hold the records after the checkpoint
 * @param tornBytes how many bytes were cut off behind the last record: what was being written when power was lost
 */
public record Recovered(long checkpoint, long last, int segments, long tornBytes) {
    /** How many records there are to replay. */
    public long records() {
        return last - checkpoint;
    }
}
