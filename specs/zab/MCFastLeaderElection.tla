------------------------ MODULE MCFastLeaderElection ------------------------
(***************************************************************************)
(* Fast Leader Election for the model checker: bounds, the name of each    *)
(* step, planted faults, and situations that must be reachable.  What is   *)
(* here is not part of the protocol.  Models are in                        *)
(* models/fast-leader-election-*.cfg.                                      *)
(***************************************************************************)
EXTENDS FastLeaderElection, Ranking, TLC

CONSTANTS
    ServerSet,      \* the set of servers
    NewEpoch,       \* those of them that have got as far as epoch 2; the others are in epoch 1
    Longer,         \* those of them that have two transactions, both of epoch 1; the others have one
    Ahead,          \* those of them that are the first in round 2, and in later ones
    Restarting,     \* those of them that may restart
    MaxRound,       \* rounds go from 1 to this
    MaxRounds,      \* the rounds of all servers add up to this at most
    MaxInFlight     \* at most this many messages are in the network at once

VARIABLE event      \* what happened last; View keeps it out of the fingerprint, so it costs no states

mcVars == <<nodes, network, allVotes, allLeaders, event>>

View == <<nodes, network, allVotes, allLeaders>>

\* For Servers: in the order in which the cfg names them, which is that of their names
\* as in Java; a model that named them otherwise would not conform.
MCServers == Ranked(ServerSet)

\* What a server has on disk.  It stays as it is: elections alone change no history.  A server
\* may bring what another has on disk, too, which is beyond the bounds.
Disk(n) ==
    [epoch |-> IF n \in NewEpoch THEN 2 ELSE 1,
     zxid  |-> [epoch |-> 1, counter |-> IF n \in Longer THEN 2 ELSE 1]]
Disks == {[epoch |-> Disk(n).epoch, zxid |-> Disk(p).zxid] : n, p \in ServerSet}

RECURSIVE Sum(_)
Sum(servers) == IF servers = <<>> THEN 0 ELSE nodes[Head(servers)].round + Sum(Tail(servers))

\* The bounds cut off what lies beyond, they disable nothing: a state beyond them
\* is generated, and left at that.
Bounds ==
    /\ \A n \in Node :
          /\ nodes[n].vote = None \/ [epoch |-> nodes[n].epoch, zxid |-> nodes[n].zxid] = Disk(n)
          /\ nodes[n].round <= MaxRound
          /\ nodes[n].round > 1 => \E p \in Ahead : nodes[p].round >= nodes[n].round
    /\ Sum(Servers) <= MaxRounds
    /\ Cardinality(network) <= MaxInFlight

MCInit ==
    /\ Init
    /\ event = [type |-> "Init"]

\* Next, with what servers have on disk, each step with its name.  What happens in the network
\* alone has no `node`.
Look(n, disk) ==
    /\ LookForLeader(n, disk.epoch, disk.zxid)
    /\ event' = [type |-> "LookForLeader", node |-> n, epoch |-> disk.epoch, zxid |-> disk.zxid]

MCNext ==
    \/ \E n \in Node :
          \/ \E disk \in Disks : Look(n, disk)
          \/ SendNotification(n) /\ event' = [type |-> "SendNotification", node |-> n]
          \/ Decide(n) /\ event' = [type |-> "Decide", node |-> n]
    \/ \E n \in Restarting : Restart(n) /\ event' = [type |-> "Restart", node |-> n]
    \/ \E m \in network :
          \/ \E n \in m.to : Receive(n, m) /\ event' = [type |-> "Receive", node |-> n, message |-> m]
          \/ Lose(m) /\ event' = [type |-> "Lose", message |-> m]

MCSpec == MCInit /\ [][MCNext]_mcVars

-----------------------------------------------------------------------------
\* Planted faults: each replaces an operator of FastLeaderElection in a model that must
\* then violate a property.  A property that no fault can break says nothing.

\* For IsQuorum: half of the servers is enough.
HalfIsQuorum(S) == 2 * Cardinality(S) >= Cardinality(Node)

\* For Better: of two votes with the same zxid the higher id wins, even if its epoch is the
\* earlier one (ZOOKEEPER-1419).
EpochOrZxidOrId(a, b) ==
    \/ a.epoch > b.epoch
    \/ a.epoch = b.epoch /\ Precedes(b.zxid, a.zxid)
    \/ a.zxid = b.zxid /\ Id(a.leader) > Id(b.leader)

\* For Better: the highest id wins, whatever its history.
HigherId(a, b) == Id(a.leader) > Id(b.leader)

\* For BetterOf: the last vote that arrives is as good as any.
TakeAny(arrived, own) == arrived

\* For BetterOf: a server takes over whom to vote for, and keeps its own zxid and epoch.
TakeLeaderOnly(arrived, own) ==
    IF Better(arrived, own) THEN [own EXCEPT !.leader = arrived.leader] ELSE own

\* For IsAhead: a server takes over any other round, earlier ones, too.
IsOther(s, m) == m.round # s.round

\* For IsStale: a vote of an earlier round counts in this one.
NeverStale(s, m) == FALSE

\* For Latest: what is heard is added to what was heard from the same server before.
AddTo(records, new) == records \cup {new}

\* For LeaderAgrees: a server joins a leader of whom others say that they follow it.
OthersAgree(n, s, round, vote) == TRUE

\* For Elected: who finds that a quorum agrees leads it.
AllLead(n, s, round, vote) ==
    [s EXCEPT !.state = "Leading", !.round = round, !.vote = vote, !.supporters = {}, !.outOfElection = {}]

-----------------------------------------------------------------------------
\* Witnesses: each denies a situation that must be reachable, so that a model
\* which checks one must violate it.

\* Nobody has restarted, given up, or lost a message.
NoFault == event'.type \notin {"Lose", "Restart"} /\ \A n \in Node : nodes'[n].round <= 1

Leads(n) == nodes[n].state = "Leading"
FollowersOf(n) ==
    {p \in Node : nodes[p].state = "Following" /\ nodes[p].round = nodes[n].round /\ nodes[p].vote = nodes[n].vote}

\* As intended: one server leads, and all others follow it.
NeverElected == ~ \E n \in Node : Leads(n) /\ FollowersOf(n) = Node \ {n}

\* Two servers lead in one round, each elected by a quorum.
NeverTwoLeaders == \A n, p \in Node : Leads(n) /\ Leads(p) /\ nodes[n].round = nodes[p].round => n = p

\* A server that is late joins a leader whose history is worse than its own.
NeverJoined ==
    \A n \in Node :
        nodes[n].state = "Following" /\ nodes[nodes[n].vote.leader].state = "Leading"
        => ~LaterHistory(nodes[n], nodes[n].vote)

=============================================================================
