------------------------------ MODULE ZooKeeper -----------------------------
(***************************************************************************)
(* Zab with Fast Leader Election for its oracle: what a server of          *)
(* ZooKeeper does.  Whoever looks for a leader in Zab looks for one in the *)
(* election, with the current epoch and the last zxid that it has on disk; *)
(* whoever is done with the election goes on with discovery.               *)
(*                                                                         *)
(* Each step is one of Zab's, of the election's, or of both at one server, *)
(* so that this refines Zab: what holds whatever the oracle says holds     *)
(* with this one.  Each of the two has its own network.                    *)
(***************************************************************************)
EXTENDS Zab

CONSTANT
    Servers         \* the servers, in a sequence: in the order of their ids

VARIABLES
    elections,      \* elections[n]: the state of server n's election
    notifications,  \* the set of the election's messages that may still arrive
    allVotes,       \* ghost: FastLeaderElection's
    allLeaders      \* ghost: the same

electionVars == <<elections, notifications, allVotes, allLeaders>>

allVars == <<vars, electionVars>>

Election == INSTANCE FastLeaderElection WITH nodes <- elections, network <- notifications

-----------------------------------------------------------------------------
\* Server n starts the election over when it is Zab's turn to have no leader, with
\* what it has on disk; otherwise the election goes on as it was.
LookAgain(n) ==
    IF nodes'[n].phase = "Election" /\ nodes[n].phase # "Election"
    THEN Election!LookForLeader(n, nodes'[n].currentEpoch, LastZxid(nodes'[n].history))
    ELSE UNCHANGED electionVars

\* Server n goes on with discovery when its election is over.
Decided(n) ==
    IF elections'[n].state # "Looking" /\ elections[n].state = "Looking"
    THEN Elect(n, elections'[n].vote.leader)
    ELSE UNCHANGED vars

AllInit ==
    /\ Init
    /\ Election!Init

\* Server n has started.
Start(n) ==
    /\ elections[n].vote = None
    /\ Election!LookForLeader(n, nodes[n].currentEpoch, LastZxid(nodes[n].history))
    /\ UNCHANGED vars

\* Server n stops, and starts again: in both.
Stop(n) == Restart(n) /\ Election!Restart(n)

\* What happens in Zab.
GiveUp(n) == Timeout(n) /\ LookAgain(n)
Request(n, c) == ClientRequest(n, c) /\ UNCHANGED electionVars
Hear(m) == Receive(m) /\ LookAgain(m.to)
Break(n, p) == Disconnect(n, p) /\ UNCHANGED electionVars
Purge(n, index) == Compact(n, index) /\ UNCHANGED electionVars
Ask(n) == ReadIndex(n) /\ UNCHANGED electionVars

\* What happens in the election.
Notify(n) == Election!SendNotification(n) /\ UNCHANGED vars
Decide(n) == Election!Decide(n) /\ Decided(n)
HearNotification(n, m) == Election!Receive(n, m) /\ Decided(n)
LoseNotification(m) == Election!Lose(m) /\ UNCHANGED vars

AllNext ==
    \/ \E n \in Node : Start(n) \/ Stop(n) \/ GiveUp(n) \/ Notify(n) \/ Decide(n)
    \/ \E n \in Node, c \in Command : Request(n, c)
    \/ \E n, p \in Node : Break(n, p)
    \/ \E n \in Node : Ask(n) \/ \E index \in 1..Length(nodes[n].history) : Purge(n, index)
    \/ \E m \in Arriving : Hear(m)
    \/ \E m \in notifications : LoseNotification(m) \/ \E n \in m.to : HearNotification(n, m)

AllSpec == AllInit /\ [][AllNext]_allVars

-----------------------------------------------------------------------------
\* Who leads in Zab leads in the election, or has done so: nobody else told it to.
LeadersWereElected ==
    \A n \in Node : nodes[n].leader = n => \E l \in allLeaders : l.server = n

\* Who looks for a leader in one looks in the other.
BothLook ==
    \A n \in Node : elections[n].state = "Looking" <=> nodes[n].phase = "Election"

\* Whatever the election does, this is Zab.
RefinesZab == Spec
=============================================================================
