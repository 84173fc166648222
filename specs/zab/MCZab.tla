-------------------------------- MODULE MCZab -------------------------------
(***************************************************************************)
(* Zab as a bounded model: bounds, symmetry, the name of each step.  The   *)
(* faults that some models plant, and the situations that some must reach, *)
(* are in MCZabFaults.  What a model bounds and what it must yield stands  *)
(* in models/zab-*.cfg.                                                    *)
(*                                                                         *)
(* TLC orders variables by where their names come in a hash table, whose   *)
(* size depends on the number of definitions; symmetry gives the smallest  *)
(* number of states if event comes after primaries, nodes, network and reads      *)
(* (specs/MODELS.md).  A few definitions more would change that.           *)
(***************************************************************************)
EXTENDS ZabProperties, TLC

CONSTANTS
    MaxEpoch,       \* epochs go from 0 to this
    MaxHistory,     \* a history has at most this many transactions
    MaxInFlight,    \* at most this many messages are in the network at once
    MaxInChannel,   \* and at most this many in one channel
    MaxRound,       \* a leader begins at most this many rounds of reads
    Without         \* the types of events that a model leaves out

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, committed, primaries, reads, event>>

View == <<nodes, network, committed, primaries, reads>>

Symmetry == Permutations(Node)

RECURSIVE InFlight(_)
InFlight(channels) ==
    IF channels = {} THEN 0 ELSE LET c == CHOOSE c \in channels : TRUE IN Len(network[c]) + InFlight(channels \ {c})

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node :
          /\ nodes[n].acceptedEpoch <= MaxEpoch
          /\ nodes[n].newEpoch <= MaxEpoch
          /\ Length(nodes[n].history) <= MaxHistory
          /\ nodes[n].round <= MaxRound
    /\ \A c \in DOMAIN network : Len(network[c]) <= MaxInChannel
    /\ InFlight(DOMAIN network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Zab's Next, each step with its name.  What happens in the network alone has no `node`.
MCNext ==
    \/ \E n, p \in Node :
          Elect(n, p) /\ event' = [type |-> "Elect", node |-> n, leader |-> p]
    \/ \E n \in Node :
          \/ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
          \/ Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E n \in Node, c \in Command :
          ClientRequest(n, c) /\ event' = [type |-> "ClientRequest", node |-> n, command |-> c]
    \/ \E m \in Arriving :
          Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
    \/ /\ "ReadIndex" \notin Without
       /\ \E n \in Node :
             ReadIndex(n) /\ event' = [type |-> "ReadIndex", node |-> n]
    \/ /\ "Compact" \notin Without
       /\ \E n \in Node, index \in 1..MaxHistory :
             Compact(n, index) /\ event' = [type |-> "Compact", node |-> n, index |-> index]
    \/ \E n, p \in Node :
          Disconnect(n, p) /\ event' = [type |-> "Disconnect", between |-> {n, p}]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* For models that would be too large otherwise.

\* Two servers lead, in turns.
OneOfTwo == CHOOSE n \in Node : TRUE
OtherOfTwo == CHOOSE n \in Node : n # OneOfTwo
InTurns ==
    \A n \in Node : nodes[n].leader = n =>
        n = IF nodes[n].newEpoch % 2 = 1 THEN OneOfTwo ELSE OtherOfTwo

\* The oracle names who leads already.
FollowLeaders == event'.type = "Elect" => event'.leader = event'.node \/ nodes[event'.leader].leader = event'.leader

\* The same for a CONSTRAINT, and more: a leader does not give up before its followers do.
LeadersStay ==
    \A n \in Node : nodes[n].leader # None => nodes[nodes[n].leader].leader = nodes[n].leader

\* Connections last until one side hangs up.  For a CONSTRAINT.
Connected ==
    \A n \in Node : nodes[n].leader \notin {None, n} =>
        {<<n, nodes[n].leader>>, <<nodes[n].leader, n>>} \cap DOMAIN network # {}

\* Nobody leads before the last leader has given up.
OneLeads ==
    event'.type = "Elect" /\ event'.leader = event'.node => \A n \in Node : nodes[n].leader # n

\* Nobody restarts.
NoRestart == event'.type # "Restart"

\* Connections last until one side hangs up.
NoDisconnect == event'.type # "Disconnect"

\* What is on its way arrives before anything else happens.
Calm == event'.type # "Receive" => InFlight(DOMAIN network) = 0

\* The same, but a client may be faster, and a leader may give up.
CalmElections ==
    event'.type \notin {"Receive", "ClientRequest"} /\ InFlight(DOMAIN network) > 0 =>
        event'.type = "Timeout" /\ nodes[event'.node].leader = event'.node

\* What is on its way arrives before anyone is elected or asked, or restarts; but any server may give up earlier.
CalmButForTimeouts ==
    event'.type \notin {"Receive", "Timeout"} => InFlight(DOMAIN network) = 0

\* What is on its way arrives first, but a leader may give up earlier, and what it has sent is lost.
CalmFollowers ==
    event'.type # "Receive" /\ InFlight(DOMAIN network) > 0 =>
        event'.type = "Timeout" /\ nodes[event'.node].leader = event'.node
=============================================================================
