package dev.quorate.conformance.cluster;

/** What may befall a {@link FaultyDisk} in one of its steps. */
public enum DiskFault {
    /**
     * Power is lost. Of what was not forced, any sectors of 512 bytes may be there, each as it was at some time since it was last
     * forced, and so may any change of a name.
     */
    POWER_LOSS,

    /** The process is killed. All that it did is there and not forced; of a write that was under way, the first so many bytes. */
    KILL,

    /**
     * The operation fails. A write has written the first so many bytes. What was to be forced is seen as if it had been, but only some
     * of it is on the disk, and it is not written again when the file is forced again.
     */
    FAILURE,

    /** There is no room. A write has written the first so many bytes; what needs no room, such as a deletion, succeeds. */
    FULL
}
