-------------------- MODULE MCFastLeaderElectionLiveness --------------------
(***************************************************************************)
(* What Fast Leader Election gets done, if the world lets it.  Liveness    *)
(* needs assumptions about time, and TLA+ has none of its own, so they are *)
(* made here: nothing is lost, nobody restarts, and every message arrives, *)
(* once, before the next timeout; except that a server may decide as soon  *)
(* as a quorum agrees, however short its wait for a better vote.  A server *)
(* gives its leader up when that does not lead it, and a leader gives up   *)
(* when no quorum follows it: what Zab would notice.                       *)
(*                                                                         *)
(*  - StableSpec: all servers start.                                       *)
(*  - DesertedSpec: all have voted for the last, which is gone.            *)
(*                                                                         *)
(* No constraint here: TLC's liveness checking is not sound with one.      *)
(* What must be finite is bounded in the actions.                          *)
(***************************************************************************)
EXTENDS MCFastLeaderElection

VARIABLES
    arrived,    \* who has received which message, <<server, message>>
    alive       \* the servers that have not stopped for ever

livenessVars == <<nodes, network, allVotes, allLeaders, arrived, alive, event>>
unhidden == <<nodes, network, allVotes, allLeaders, arrived, alive>>

\* Who has yet to receive what.
Pending == {pair \in alive \X network : pair[1] \in pair[2].to} \ arrived

\* Which of it may be next.  A model that would be too large otherwise takes OneOrder.
Arriving == Pending
OneOrder == IF Pending = {} THEN {} ELSE {CHOOSE pair \in Pending : TRUE}

\* For Step: what has arrived does not arrive again, unless it is sent again.  The ghosts stay as they are.
StableStep(n, s, sent) ==
    LET got == arrived \cup (IF event'.type = "Receive" THEN {<<n, event'.message>>} ELSE {})
        left == {m \in network : \E p \in m.to \cap alive : <<p, m>> \notin got}
    IN  /\ nodes' = [nodes EXCEPT ![n] = s]
        /\ network' = left \cup sent
        /\ arrived' = {pair \in got : pair[2] \in left \ sent}
        /\ UNCHANGED <<allVotes, allLeaders>>

\* Whether a quorum, itself included, follows server n, which leads.  (TLC 1.7.3 cannot evaluate
\* IsMajority of what refers to `alive` in a fairness condition.)
IsFollowed(n) ==
    n \in alive /\ Leads(n) /\ 2 * Cardinality({n} \cup (FollowersOf(n) \cap alive)) > Cardinality(Node)

\* What Zab would notice: a follower that its leader is none, or a leader that it has no quorum.
IsAlone(n) ==
    LET leader == nodes[n].vote.leader
    IN  IF leader = n THEN ~IsFollowed(n) ELSE ~(leader \in alive /\ Leads(leader) /\ n \in FollowersOf(leader))

\* For models that would be too large otherwise: all others wait for the first, as if it had the
\* shortest timeouts.
IsFirst(n, S) == TRUE
InTurn(n, S) == \A p \in S : Id(n) <= Id(p)

CanDecide(n) ==
    nodes[n].vote # None /\ nodes[n].state = "Looking" /\ IsQuorum(nodes[n].supporters \cup {n})

\* Zab takes longer to notice than a server waits before it decides.
CanLook(n) ==
    \/ nodes[n].vote = None
    \/ /\ nodes[n].state # "Looking" /\ IsAlone(n) /\ nodes[n].round < MaxRound
       /\ Pending = {} /\ \A p \in alive : ~CanDecide(p)

StableLook(n) ==
    /\ n \in alive /\ CanLook(n) /\ IsFirst(n, {p \in alive : CanLook(p)})
    /\ event' = [type |-> "LookForLeader", node |-> n, epoch |-> Disk(n).epoch, zxid |-> Disk(n).zxid]
    /\ LookForLeader(n, Disk(n).epoch, Disk(n).zxid)
    /\ UNCHANGED alive

\* How long a server waits for a better vote before it decides: any time, or, for models that
\* would be too large otherwise, until all messages have arrived, and it is its turn.
MayDecide(n) == TRUE
AllHeard(n) == Pending = {} /\ InTurn(n, {p \in alive : CanDecide(p)})

StableDecide(n) ==
    /\ n \in alive /\ MayDecide(n)
    /\ event' = [type |-> "Decide", node |-> n]
    /\ Decide(n)
    /\ UNCHANGED alive

\* Whether one of the two would learn something if server n, which looks, told p where it stands.
IsNews(n, p) ==
    /\ p # n /\ nodes[p].vote # None
    /\ IF nodes[p].state # "Looking"
       THEN Stand(p, nodes[p].round, nodes[p].vote) \notin nodes[n].outOfElection
       ELSE \/ nodes[p].round < nodes[n].round
            \/ /\ nodes[p].round = nodes[n].round
               /\ \/ Better(nodes[n].vote, nodes[p].vote)
                  \/ nodes[p].vote = nodes[n].vote /\ n \notin nodes[p].supporters

HasNews(n) ==
    /\ nodes[n].vote # None /\ nodes[n].state = "Looking"
    /\ Pending = {} /\ \E p \in alive : IsNews(n, p)

\* Messages that tell nobody anything are left out.
StableSend(n) ==
    /\ n \in alive /\ HasNews(n) /\ IsFirst(n, {p \in alive : HasNews(p)})
    /\ event' = [type |-> "SendNotification", node |-> n]
    /\ SendNotification(n)
    /\ UNCHANGED alive

StableReceive ==
    /\ \E pair \in Arriving :
          /\ event' = [type |-> "Receive", node |-> pair[1], message |-> pair[2]]
          /\ Receive(pair[1], pair[2])
    /\ UNCHANGED alive

Stable == StableReceive \/ \E n \in Node : StableLook(n) \/ StableDecide(n) \/ StableSend(n)

\* Fairness: what can still change something happens in the end.  One condition for all
\* actions is enough, since as long as nobody errs only finitely many steps change anything.
Fairness == WF_unhidden(Stable)

StableSpec == MCInit /\ arrived = {} /\ alive = Node /\ [][Stable]_livenessVars /\ Fairness

-----------------------------------------------------------------------------
\* All servers have voted for the last, and know it, and the last has stopped before it led.
\* `rewrites` says that this is a step of the model and not of any server.
Last == Servers[Len(Servers)]
LastsVote == Vote(Last, Disk(Last).epoch, Disk(Last).zxid)

LastIsGone ==
    /\ alive = Node
    /\ alive' = Node \ {Last}
    /\ nodes' = [n \in Node |->
          IF n = Last THEN InitialNode
          ELSE [InitialNode EXCEPT !.epoch = Disk(n).epoch, !.zxid = Disk(n).zxid, !.round = 1,
                                   !.vote = LastsVote, !.supporters = Node \ {n}]]
    /\ allVotes' = {Stand(n, 1, LastsVote) : n \in Node}
    /\ event' = [type |-> "LastIsGone", rewrites |-> TRUE]
    /\ UNCHANGED <<network, allLeaders, arrived>>

Deserted ==
    \/ LastIsGone
    \/ alive # Node /\ Stable

DesertedSpec == MCInit /\ arrived = {} /\ alive = Node /\ [][Deserted]_livenessVars /\ WF_unhidden(Deserted)

-----------------------------------------------------------------------------
\* In the end a quorum follows one leader, and that leads.
LeaderFollowed == <>[](\E n \in Node : IsFollowed(n))
=============================================================================
