/**
 * The client of the replicated key–value store. Start at {@link dev.quorate.runtime.client.Client}. It finds the leader, asks again
 * what was not answered, within a session, so that it is done once; and where it cannot know whether something was done, it says so.
 */
package dev.quorate.runtime.client;
