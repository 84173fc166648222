package dev.quorate.zab.broadcast;

import dev.quorate.zab.Zxid;

/**
 * What a leader knows of a follower.
 *
 * @param zxid in {@link Stage#ACCEPTED}, the last transaction of its history; in {@link Stage#ACTIVE}, the last one of the
 *     leader's history that it has on disk
 */
public record Learner(Stage stage, Zxid zxid) {}
