------------------------------ MODULE TraceLog ------------------------------
(***************************************************************************)
(* A log of what an implementation did, as a trace spec sees it: lines     *)
(* that count from 1, the header left out.  A line tells of an event and   *)
(* of what came of it: the new state of the node where it happened, and    *)
(* the messages that it sent.  Of any protocol: it stands here, beside     *)
(* what protocols refine, because TraceRaft and its like look for it.      *)
(*                                                                         *)
(* TLC evaluates the operators in Java, in the class                       *)
(* dev.quorate.conformance.tlc.TraceOperators, which reads the log; the    *)
(* definitions here say what that comes to, and in which terms.  Most are  *)
(* such that TLC cannot evaluate them as they stand: without a log it      *)
(* fails, rather than find that nothing at all is a behaviour.             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

\* The nodes of the cluster, strings, as the header names them.
LogCluster == CHOOSE nodes : TRUE

\* The same nodes as a sequence, in the order of their names.
LogOrder == CHOOSE nodes : TRUE

\* The number of lines.
LogLength == CHOOSE length : TRUE

\* The event of a line, a record with a `type`; [type |-> "Init"] where the cluster starts.
LogEvent(line) == CHOOSE event : TRUE

\* The set of messages that a line's event sends.
LogSent(line) == CHOOSE messages : TRUE

\* The states of all nodes after a line's event: `before`, with what the line says
\* in its place.  A line says all that differs from its node's line before.
LogNodes(line, before) == CHOOSE states : TRUE

\* Of the messages in `network` and in `sent`, those that a later line of the same
\* run receives.
InFlight(line, network, sent) ==
    {m \in network \cup sent :
        \E later \in line + 1..LogLength :
            /\ "message" \in DOMAIN LogEvent(later)
            /\ LogEvent(later).message = m
            /\ \A i \in line + 1..later : LogEvent(i).type # "Init"}

\* Equality.  In Java it looks through nothing that two values share, which for
\* two states that differ by a step is almost all.
Same(one, other) == one = other
=============================================================================
