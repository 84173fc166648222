----------------------- MODULE MCRaftCompleteLiveness ------------------------
(***************************************************************************)
(* What RaftComplete gets done, from a state of the past on, in a world    *)
(* where every message arrives, once, before anything else happens; unless *)
(* it is to or from a node that is cut off.                                *)
(***************************************************************************)
EXTENDS MCRaftCompleteFaults

CONSTANTS One, Two, Three       \* the nodes

VARIABLE arrived                \* the messages that have been received; each is received once

liveVars == <<nodes, network, committed, reading, arrived, event>>
unhidden == <<nodes, network, committed, reading, arrived>>

LiveInit == MCInit /\ arrived = {}

NoOpOf(term) == [type |-> "NoOp", term |-> term]

\* One leads in term 1 and has committed its first entry, and more entries are in its log.
LedBy(n, entries) ==
    LET s == [InitialNode EXCEPT !.currentTerm = 1, !.votedFor = One, !.log.entries = entries, !.commitIndex = 1]
        others == Members(Configuration(s)) \ {One}
    IN  IF n = One
        THEN [s EXCEPT !.role = "Leader", !.leader = One,
                       !.leading.nextIndex = [p \in others |-> 2],
                       !.leading.matchIndex = [p \in others |-> 1],
                       !.leading.acked = [p \in others |-> 0]]
        ELSE [s EXCEPT !.leader = One]

Past(after) ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ nodes' = after
    /\ committed' = <<[entry |-> NoOpOf(1), by |-> 1]>>
    /\ event' = [type |-> "Past", rewrites |-> TRUE]
    /\ UNCHANGED <<network, reading, arrived>>

HasPast == committed # <<>>

ReceiveOnce(some) ==
    \E m \in network \ arrived :
        /\ {m.from, m.to} \subseteq some
        /\ Receive(m) /\ event' = [type |-> "Receive", node |-> m.to, message |-> m]
        /\ arrived' = arrived \cup {m}

Settled(some) == \A m \in network \ arrived : ~({m.from, m.to} \subseteq some)

Times(n) ==
    /\ nodes[n].currentTerm < MaxTerm
    /\ Timeout(n) /\ event' = [type |-> "Timeout", node |-> n]
    /\ UNCHANGED arrived

-----------------------------------------------------------------------------
\* Three hears nothing while its link is down, and asks for votes when it is up.
Flapping ==
    \/ Past([n \in Node |-> LedBy(n, <<NoOpOf(1)>>)])
    \/ HasPast /\ Settled(Node) /\ Times(Three)
    \/ ReceiveOnce(Node)

FlappingSpec == LiveInit /\ [][Flapping]_liveVars /\ WF_unhidden(Flapping)

UndisturbedLeader == <>[](nodes[One].role = "Leader")

\* Planted fault, for Timeout: a node that has not heard of a leader stands at once.
StandAtOnce(n) ==
    /\ nodes[n].role # "Leader"
    /\ Campaign(n, nodes[n], FALSE)

-----------------------------------------------------------------------------
\* One is cut off, and looks who answers.
Looks ==
    /\ HasPast
    /\ CheckQuorum(One) /\ event' = [type |-> "CheckQuorum", node |-> One]
    /\ UNCHANGED arrived

CutOff ==
    \/ Past([n \in Node |-> LedBy(n, <<NoOpOf(1)>>)])
    \/ Looks

CutOffSpec == LiveInit /\ [][CutOff]_liveVars /\ WF_unhidden(CutOff)

StepsDown == <>(HasPast /\ nodes[One].role = "Follower")

\* Planted fault, for CheckQuorum.
NeverCheck(n) ==
    LET s == nodes[n]
    IN  s.role = "Leader" /\ Step(n, [s EXCEPT !.leading.active = {}], {})

-----------------------------------------------------------------------------
\* One has made Three a voter, of which Two has heard and Three has not, and is dead.  Three was in contact with it; its
\* election timeout is the first to end.
Joined ==
    [type |-> "Change", term |-> 1, configuration |-> With([voters |-> InitialVoters, learners |-> {}], Three, "Voter")]

Widowed ==
    \/ Past([n \in Node |-> LedBy(n, IF n = Three THEN <<NoOpOf(1)>> ELSE <<NoOpOf(1), Joined>>)])
    \/ HasPast /\ Settled({Two, Three}) /\ nodes[Three].leader # None /\ Times(Three)
    \/ HasPast /\ Settled({Two, Three}) /\ nodes[Three].leader = None /\ nodes[Two].role # "Leader" /\ Times(Two)
    \/ ReceiveOnce({Two, Three})

LearnerSpec == LiveInit /\ [][Widowed]_liveVars /\ WF_unhidden(Widowed)

AnotherLeads == <>(nodes[Two].role = "Leader")

\* Planted fault, for Encourages: who believes itself no voter refuses.
OnlyVotersVote(s, m) ==
    /\ m.term >= s.currentTerm
    /\ s.leader = None
    /\ UpToDate(s.log, m.lastLogIndex, m.lastLogTerm)
    /\ m.to \in Configuration(s).voters

\* Planted fault, for Timeout: who may not stand stays in contact with a leader that is gone.
StayInContact(n) ==
    LET s == nodes[n]
    IN  /\ s.role # "Leader"
        /\ MayStand(n, s)
        /\ Ask(n, [Follower(s) EXCEPT !.role = "PreCandidate", !.votesGranted = {n}])

-----------------------------------------------------------------------------
\* One, which has joined, leads, makes a learner of itself, of which nobody hears, and starts anew.  Two alone has not
\* its log; and neither remembers that One's joining is committed.
Voting == With([voters |-> InitialVoters, learners |-> {}], One, "Voter")

Changed(configuration) == [type |-> "Change", term |-> 1, configuration |-> configuration]

Divided ==
    LET before == <<NoOpOf(1), Changed(Voting)>>
        after == Append(before, Changed(With(Voting, One, "Learner")))
    IN  \/ Past([n \in Node |-> Durable(LedBy(n, IF n = One THEN after ELSE before))])
        \/ /\ HasPast /\ Settled(Node) /\ \A n \in Node : nodes[n].role # "Leader"
           /\ \E n \in Node : nodes[n].role = "Follower" /\ Times(n)
        \/ ReceiveOnce(Node)

DividedSpec == LiveInit /\ [][Divided]_liveVars /\ WF_unhidden(Divided)

SomebodyLeads == <>(\E n \in Node : nodes[n].role = "Leader")

\* Planted fault, for MayStand: who is no voter by the last configuration that it has does not stand.
OnlyVotersStand(n, s) == n \in Configuration(s).voters

\* Planted fault, for MayStand: nor who is none by the last that it knows to be committed.
ByCommitted(n, s) == n \in Configuration(s).voters \cup ConfigurationAt(s.log, s.commitIndex).voters
=============================================================================
