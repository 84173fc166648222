---------------------------- MODULE CompactedLog ----------------------------
(***************************************************************************)
(* A log whose first entries may have been replaced by a snapshot.  No     *)
(* state and no actions: what such a log is, and what one can ask of it.   *)
(*                                                                         *)
(* After D. Ongaro, "Consensus: Bridging Theory and Practice" (thesis,     *)
(* Stanford 2014), chapter 5.  The Java class is                           *)
(* dev.quorate.raft.complete.Log.                                          *)
(*                                                                         *)
(* A log is a record [snapshot, entries].  Indices do not shift: the first *)
(* of `entries` has the index snapshot.lastIndex + 1.  The snapshot holds  *)
(* what must be known of the entries that are gone: the index and the term *)
(* of the last of them, the state that they lead to, and the               *)
(* configuration that they leave in force.  The state is the sequence of   *)
(* all their commands: the most detailed state that there is, of which     *)
(* that of any state machine is a function, sessions of clients and all.   *)
(*                                                                         *)
(* An entry is a client's command, a leader's no-op, or a change of the    *)
(* configuration:                                                          *)
(*    [type |-> "Client", term, command]                                   *)
(*    [type |-> "NoOp", term]                                              *)
(*    [type |-> "Change", term, configuration]                             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b
Last(S) == CHOOSE i \in S : \A j \in S : j <= i

LastIndex(log) == log.snapshot.lastIndex + Len(log.entries)

\* The entry at an index that is not compacted.
EntryAt(log, index) == log.entries[index - log.snapshot.lastIndex]

\* The term of the entry at an index; of the last that is compacted it is known still, of
\* those before it is not, and nobody asks.  Index 0 stands before the first entry.
TermAt(log, index) ==
    IF index = log.snapshot.lastIndex THEN log.snapshot.lastTerm ELSE EntryAt(log, index).term

\* The entries from one index to another, both included.
EntriesBetween(log, from, to) == SubSeq(log.entries, from - log.snapshot.lastIndex, to - log.snapshot.lastIndex)

\* The commands among some entries, in order.
Commands(entries) ==
    LET IsClients(entry) == entry.type = "Client"
        clients == SelectSeq(entries, IsClients)
    IN  [i \in DOMAIN clients |-> clients[i].command]

\* The state that the entries up to an index lead to, of which none before the snapshot's last.
StateAt(log, index) ==
    log.snapshot.state \o Commands(EntriesBetween(log, log.snapshot.lastIndex + 1, index))

\* The index of the last change of the configuration that is not compacted; 0 if there is none.
LastChange(log, index) ==
    Last({0} \cup {i \in log.snapshot.lastIndex + 1..index : EntryAt(log, i).type = "Change"})

\* The configuration that the entries up to an index leave in force (thesis, section 4.1).
ConfigurationAt(log, index) ==
    LET change == LastChange(log, index)
    IN  IF change = 0 THEN log.snapshot.configuration ELSE EntryAt(log, change).configuration

\* Does the log hold the entry that precedes what a leader sends?  What is compacted is
\* committed, so the leader has it, too.  Replaceable.
Agrees(log, prevLogIndex, prevLogTerm) ==
    \/ prevLogIndex < log.snapshot.lastIndex
    \/ prevLogIndex <= LastIndex(log) /\ TermAt(log, prevLogIndex) = prevLogTerm

\* A log that agrees with the leader's up to prevLogIndex, and now gets what follows, as in
\* Raft.tla.  What is compacted is there already.
Merge(log, prevLogIndex, entries) ==
    LET before == Max(prevLogIndex, log.snapshot.lastIndex)
        new == SubSeq(entries, before - prevLogIndex + 1, Len(entries))
    IN  IF new = EntriesBetween(log, before + 1, Min(before + Len(new), LastIndex(log)))
        THEN log
        ELSE [log EXCEPT !.entries = EntriesBetween(log, log.snapshot.lastIndex + 1, before) \o new]

\* A snapshot's state, as the commands that lead to it.  A runtime may keep fewer that lead there, too.  Replaceable.
Condensed(state) == state

\* A log with its entries up to an index replaced by a snapshot.  Replaceable.
Compacted(log, index) ==
    [snapshot |-> [lastIndex     |-> index,
                   lastTerm      |-> TermAt(log, index),
                   state         |-> Condensed(StateAt(log, index)),
                   configuration |-> ConfigurationAt(log, index)],
     entries  |-> EntriesBetween(log, index + 1, LastIndex(log))]

\* A log with a leader's snapshot in place of all that this covers.  Entries that follow it
\* stay if they follow it here, too; else they are no part of the leader's log (thesis, figure 5.3).
Installed(log, snapshot) ==
    [snapshot |-> snapshot,
     entries  |-> IF snapshot.lastIndex <= LastIndex(log) /\ Agrees(log, snapshot.lastIndex, snapshot.lastTerm)
                  THEN EntriesBetween(log, snapshot.lastIndex + 1, LastIndex(log))
                  ELSE <<>>]
=============================================================================
