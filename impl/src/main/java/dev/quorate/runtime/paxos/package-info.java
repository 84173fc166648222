/** What the runtime needs to know of Multi-Paxos: {@link dev.quorate.paxos.multi}. */
package dev.quorate.runtime.paxos;
