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

\* A constant of the cluster, by its name, if the header has it.
LogConstant(name, otherwise) == otherwise

\* What a snapshot keeps of commands: all, unless the header says that the log is one of a store with sessions,
\* by the constant MaxSessions.  Then it is the command that restores the store.
LogCondensed(commands) == commands

\* The number of lines.
LogLength == CHOOSE length : TRUE

\* The event of a line, a record with a `type`; [type |-> "Init"] where the cluster starts.
LogEvent(line) == CHOOSE event : TRUE

\* The set of messages that a line's event sends.
LogSent(line) == CHOOSE messages : TRUE

\* The states of all nodes after a line's event: `before`, with what the line says
\* in its place.  A line says all that differs from its node's line before.
LogNodes(line, before) == CHOOSE states : TRUE

\* Whether a later line of the same run receives a message.
ReceivedLater(line, m) ==
    \E later \in line + 1..LogLength :
        /\ "message" \in DOMAIN LogEvent(later)
        /\ LogEvent(later).message = m
        /\ \A i \in line + 1..later : LogEvent(i).type # "Init"

\* Of the messages in `network` and in `sent`, those that a later line of the same
\* run receives.  For a network that is a set, and may lose any message.
InFlight(line, network, sent) == {m \in network \cup sent : ReceivedLater(line, m)}

\* For a network of FIFO channels, a function from pairs of nodes to sequences: of
\* each channel, what is on the way up to the first message that no later line of
\* the same run receives.  That one stays, and what is behind it would wait for
\* ever; so no line has another explanation with the whole channel.
\*
\* A trace spec needs no step for a connection that breaks, though no line tells of
\* one.  Take a behaviour in which connections break, and leave these steps out:
\* each channel that was open is open, and holds what it held.  For a break
\* only closes; what is sent on a closed channel is lost; and what opens a channel
\* sets it to that one message, whatever it held, if it is a way back and the way is
\* open, which it is all the more without breaks.  So whatever was received can be
\* received still, and no other guard of a protocol looks at the network.
InFlightInOrder(line, network) ==
    [channel \in DOMAIN network |->
        LET sequence == network[channel]
            Stuck(i) == ~ReceivedLater(line, sequence[i])
        IN  IF \E i \in 1..Len(sequence) : Stuck(i)
            THEN SubSeq(sequence, 1, CHOOSE i \in 1..Len(sequence) : Stuck(i) /\ \A j \in 1..i - 1 : ~Stuck(j))
            ELSE sequence]

\* Equality.  In Java it looks through nothing that two values share, which for
\* two states that differ by a step is almost all.
Same(one, other) == one = other
=============================================================================
