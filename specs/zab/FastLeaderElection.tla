------------------------- MODULE FastLeaderElection -------------------------
(***************************************************************************)
(* Fast Leader Election: how ZooKeeper's servers agree whom to follow,     *)
(* before Zab brings the others up to date with that server.  It is phase  *)
(* 0 of Zab, whose oracle it is.                                           *)
(*                                                                         *)
(* After A. Medeiros, "ZooKeeper's atomic broadcast protocol: theory and   *)
(* practice" (2012), section 3.3 [M], for phase 0 in F. Junqueira, B.      *)
(* Reed, M. Serafini, "Zab: High-performance broadcast for primary-backup  *)
(* systems" (DSN 2011); where the two leave something open, after          *)
(* ZooKeeper 3.5 and later [ZK].  The Java class is                        *)
(* dev.quorate.zab.election.FastLeaderElection: one method per action,     *)
(* same names, same order.                                                 *)
(*                                                                         *)
(* Every server that looks for a leader votes, at first for itself; tells  *)
(* the others; and takes over any better vote that it hears of.  When a    *)
(* quorum has its vote, and no better one comes for a while, it follows,   *)
(* or leads.  Who looks while others lead and follow already is told so,   *)
(* and joins them:                                                         *)
(*                                                                         *)
(*     looking  --Notification(Looking, round, vote)-->  all others        *)
(*     looking  <--Notification(Leading or Following, round, vote)-- them  *)
(*                                                                         *)
(* What an election is worth: whoever comes out as leader has a history    *)
(* that is as good as that of each of a quorum.  It is NOT worth that      *)
(* there is one leader: two may lead at once, even of one round.  Zab does *)
(* not need more, as its epochs let only one of them through discovery.    *)
(*                                                                         *)
(* Where it departs from the sources, and why:                             *)
(*  - A server counts its own vote as it is, and sends itself nothing.     *)
(*  - The wait for a better vote is an event, Decide: it may come at any   *)
(*    time once a quorum agrees, so nothing depends on how long it is.     *)
(*    [M]'s shortcut when all servers agree is Decide, too.                *)
(*  - Of what it hears in its round a server keeps who has its own vote;   *)
(*    [M] and [ZK] keep all votes, of which the others do not count.       *)
(*  - A server joins others when a quorum of them lead or follow, and the  *)
(*    leader itself says so.  [M] and [ZK] have a rule besides for those   *)
(*    of its own round: for [M] a leader is enough, for [ZK] the quorum    *)
(*    may be of some that follow and some that look.  With its own vote    *)
(*    that is Decide; with another it is left out.                         *)
(*  - That quorum has one vote and one round.  [ZK] compares the leader    *)
(*    and its epoch only, since Zab changes what a follower has; nothing   *)
(*    does so here.                                                        *)
(*  - No observers, no weights, no change of the ensemble.                 *)
(*                                                                         *)
(* The network is the set of messages that may still arrive.  A message    *)
(* may be for several servers: each of them may get it, in its own time,   *)
(* or never.  It stays there when it is received, so that it may arrive    *)
(* again, at any later time and after any other; Lose takes it away.  That *)
(* is weaker than ZooKeeper's connections, which keep their order, and of  *)
(* which a server that restarts gets nothing old.                          *)
(***************************************************************************)
EXTENDS Zxids, FiniteSets, Sequences

CONSTANTS
    Servers,    \* the servers, in a sequence: in the order of their ids
    None        \* no vote

VARIABLES
    nodes,      \* nodes[n]: the local state of server n, a record (see TypeOK)
    network,    \* the set of messages that may still arrive
    allVotes,   \* ghost: the set of all votes ever cast: [server, round, vote]
    allLeaders  \* ghost: the set of all who ever led: [server, round, vote]

vars == <<nodes, network, allVotes, allLeaders>>

-----------------------------------------------------------------------------
\* Messages.  `to` is the set of the servers that a message is for.

\* state, round, vote: the sender's.
Notification(from, to, state, round, vote) ==
    [type |-> "Notification", from |-> from, to |-> to, state |-> state, round |-> round, vote |-> vote]

-----------------------------------------------------------------------------
\* Helpers.  Those marked "replaceable" are where a model plants a known fault.

Node == {Servers[i] : i \in DOMAIN Servers}

IsMajority(S) == 2 * Cardinality(S) > Cardinality(Node)

\* Any two quorums share a server.  Replaceable.
IsQuorum(S) == IsMajority(S)

\* A server's id, as far as it matters: its place among all.
Id(n) == CHOOSE i \in DOMAIN Servers : Servers[i] = n

\* A vote for a leader that has this epoch and this last zxid of its history.
Vote(leader, epoch, zxid) == [leader |-> leader, epoch |-> epoch, zxid |-> zxid]

\* Whether one history is later than another: of a later epoch, or of the same and longer.
LaterHistory(a, b) ==
    \/ a.epoch > b.epoch
    \/ a.epoch = b.epoch /\ Precedes(b.zxid, a.zxid)

\* The order of votes: by epoch, then zxid, then the leader's id.  That later histories come
\* first is what LatestHistory asks; that it is total is why elections end.  Replaceable.
Better(a, b) ==
    \/ LaterHistory(a, b)
    \/ a.epoch = b.epoch /\ a.zxid = b.zxid /\ Id(a.leader) > Id(b.leader)

\* Which of a vote that has arrived and one's own to go on with.  Replaceable.
BetterOf(arrived, own) == IF Better(arrived, own) THEN arrived ELSE own

\* Whether a vote is of a later, or of an earlier round than a server is in.  Replaceable.
IsAhead(s, m) == m.round > s.round
IsStale(s, m) == m.round < s.round

\* Who else has a server's vote, when it hears from p.  Others' votes do not matter: its own only
\* gets better, and by one that it hears of at once.
Support(supporters, p, agrees) == IF agrees THEN supporters \cup {p} ELSE supporters \ {p}

\* Where a server stands: its round and vote.
Stand(server, round, vote) == [server |-> server, round |-> round, vote |-> vote]

\* What is heard replaces what was heard before from the same server.  Replaceable.
Latest(records, new) == {r \in records : r.server # new.server} \cup {new}

\* Whether the leader itself says that it leads, as only a leader is settled with a vote for
\* itself; of n, it is enough that this is its round.  Without this, a server that has noticed
\* that its leader is gone would be won back by those who have not ([ZK], checkLeader).  Replaceable.
LeaderAgrees(n, s, round, vote) ==
    IF vote.leader = n THEN round = s.round ELSE Stand(vote.leader, round, vote) \in s.outOfElection

\* What a server tells all others.
Announcement(n, s) == Notification(n, Node \ {n}, s.state, s.round, s.vote)

\* What a server tells one that it hears from.
Answer(n, s, m) == Notification(n, {m.from}, s.state, s.round, s.vote)

\* Server n is done with looking, and leads or follows.  Replaceable.
Elected(n, s, round, vote) ==
    [s EXCEPT !.state = IF vote.leader = n THEN "Leading" ELSE "Following",
              !.round = round, !.vote = vote, !.supporters = {}, !.outOfElection = {}]

\* Server n takes a step to the local state s and sends messages.  The ghosts record
\* for whom it has voted and whether it leads.  Replaceable.
Step(n, s, sent) ==
    /\ nodes' = [nodes EXCEPT ![n] = s]
    /\ network' = network \cup sent
    /\ allVotes' = allVotes \cup
          (IF s.state = "Looking" /\ s.vote # None
           THEN {Stand(n, s.round, s.vote)} ELSE {})
    /\ allLeaders' = allLeaders \cup
          (IF s.state = "Leading" THEN {Stand(n, s.round, s.vote)} ELSE {})

-----------------------------------------------------------------------------
\* The initial state.  Nothing of an election is on disk: rounds count from the start
\* again, and what counts of a history, Zab brings with LookForLeader.

InitialNode ==
    [state         |-> "Looking",
     epoch         |-> 0,           \* the current epoch that it has brought to this election
     zxid          |-> NoZxid,      \* the last zxid of the history that it has brought
     round         |-> 0,           \* the round of its election, or of its leader's; 0 before it has taken part in any
     vote          |-> None,        \* whom it votes for, follows, or is
     supporters    |-> {},          \* while it looks: who else has its vote, in its round
     outOfElection |-> {}]          \* while it looks: what it has heard from those who lead or follow

Init ==
    /\ nodes = [n \in Node |-> InitialNode]
    /\ network = {}
    /\ allVotes = {}
    /\ allLeaders = {}

-----------------------------------------------------------------------------
\* The actions: what can happen at a server.

\* Server n has started, or is tired of its leader or of its followers, and looks for a
\* leader with what it has on disk.  Safe because the round is new, so that it has told
\* nobody of a better vote in it, unless it has restarted.
LookForLeader(n, epoch, zxid) ==
    LET s == nodes[n]
        looking == [InitialNode EXCEPT !.epoch = epoch, !.zxid = zxid, !.round = s.round + 1,
                                       !.vote = Vote(n, epoch, zxid)]
    IN  /\ s.vote = None \/ s.state # "Looking"
        /\ Step(n, looking, {Announcement(n, looking)})

\* Server n has not heard enough for a while, and says again what it has said.
SendNotification(n) ==
    LET s == nodes[n]
    IN  /\ s.vote # None /\ s.state = "Looking"
        /\ Step(n, s, {Announcement(n, s)})

\* A quorum has the vote of server n, and its wait for a better one is over ([ZK]'s
\* finalizeWait).  Safe because of that quorum nobody has a later history than the one
\* that is voted for.
Decide(n) ==
    LET s == nodes[n]
    IN  /\ s.vote # None /\ s.state = "Looking"
        /\ IsQuorum(s.supporters \cup {n})
        /\ Step(n, Elected(n, s, s.round, s.vote), {})

\* Server n stops, and starts again, and has forgotten all.  Safe because others rely on
\* how a vote was once, and not on that it is so still.
Restart(n) ==
    Step(n, InitialNode, {})

-----------------------------------------------------------------------------
\* What a server does with a message.  Every message has an outcome, if only to be dropped.

\* Who leads or follows tells those who look; nobody else needs it.
HandleWhenElected(n, m) ==
    LET s == nodes[n]
    IN  IF m.state = "Looking"
        THEN Step(n, s, {Answer(n, s, m)})
        ELSE Step(n, s, {})

\* Both look.  Who is behind catches up with the round, and forgets what it has heard in its
\* own; who is ahead says so; and of the same round both go on with the better vote.  Safe
\* because a server's vote is never worse than what it has itself.
HandleLooking(n, m) ==
    LET s == nodes[n]
        ahead == IsAhead(s, m)
        vote == BetterOf(m.vote, IF ahead THEN Vote(n, s.epoch, s.zxid) ELSE s.vote)
        next == [s EXCEPT !.round = IF ahead THEN m.round ELSE @,
                          !.vote = vote,
                          !.supporters = Support(IF ahead \/ vote # s.vote THEN {} ELSE @, m.from, m.vote = vote)]
    IN  IF IsStale(s, m) THEN
            Step(n, s, {Answer(n, s, m)})
        ELSE IF ahead \/ vote # s.vote THEN
            Step(n, next, {Announcement(n, next)})
        ELSE
            Step(n, next, {})

\* Server n looks, and hears from one that leads or follows.  If a quorum does so with one vote,
\* and the leader agrees, n joins them at once.  Safe because they have been elected by a
\* quorum; n does not weigh its own history any more.
HandleElected(n, m) ==
    LET s == nodes[n]
        next == [s EXCEPT !.supporters = IF m.round = s.round THEN Support(@, m.from, m.vote = s.vote) ELSE @,
                          !.outOfElection = Latest(@, Stand(m.from, m.round, m.vote))]
        agreed == {r \in next.outOfElection : r.round = m.round /\ r.vote = m.vote}
    IN  IF IsQuorum({r.server : r \in agreed}) /\ LeaderAgrees(n, next, m.round, m.vote)
        THEN Step(n, Elected(n, next, m.round, m.vote), {})
        ELSE Step(n, next, {})

\* A server that has not begun to look has no use for what it hears.
Receive(n, m) ==
    CASE nodes[n].vote = None -> Step(n, nodes[n], {})
      [] nodes[n].vote # None /\ nodes[n].state # "Looking" -> HandleWhenElected(n, m)
      [] nodes[n].vote # None /\ nodes[n].state = "Looking" /\ m.state = "Looking" -> HandleLooking(n, m)
      [] OTHER -> HandleElected(n, m)

-----------------------------------------------------------------------------
\* What can happen in the network.

\* A message is lost.  Safe because nothing waits for a message.
Lose(m) ==
    /\ network' = network \ {m}
    /\ UNCHANGED <<nodes, allVotes, allLeaders>>

-----------------------------------------------------------------------------
Next ==
    \/ \E n \in Node, epoch \in Nat, zxid \in Zxid : LookForLeader(n, epoch, zxid)
    \/ \E n \in Node : SendNotification(n) \/ Decide(n) \/ Restart(n)
    \/ \E m \in network : Lose(m) \/ \E n \in m.to : Receive(n, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Types.

State == {"Looking", "Following", "Leading"}

ZxidOK(zxid) == DOMAIN zxid = DOMAIN NoZxid /\ zxid.epoch \in Nat /\ zxid.counter \in Nat

VoteOK(vote) ==
    /\ vote = Vote(vote.leader, vote.epoch, vote.zxid)
    /\ vote.leader \in Node /\ vote.epoch \in Nat /\ ZxidOK(vote.zxid)

NodeOK(n, s) ==
    /\ DOMAIN s = DOMAIN InitialNode
    /\ s.state \in State
    /\ s.epoch \in Nat /\ ZxidOK(s.zxid)
    /\ s.round \in Nat
    /\ IF s.vote = None THEN s = InitialNode ELSE s.round > 0 /\ VoteOK(s.vote)
    /\ s.supporters \subseteq Node \ {n}
    /\ \A r \in s.outOfElection :
          /\ r = Stand(r.server, r.round, r.vote)
          /\ r.server \in Node \ {n} /\ r.round > 0 /\ VoteOK(r.vote)
          /\ \A q \in s.outOfElection : q.server = r.server => q = r
    /\ s.state # "Looking" => s.supporters = {} /\ s.outOfElection = {}

MessageOK(m) ==
    /\ m = Notification(m.from, m.to, m.state, m.round, m.vote)
    /\ m.from \in Node /\ m.to \subseteq Node \ {m.from}
    /\ m.state \in State /\ m.round > 0 /\ VoteOK(m.vote)

TypeOK ==
    /\ DOMAIN nodes = Node
    /\ \A n \in Node : NodeOK(n, nodes[n])
    /\ \A m \in network : MessageOK(m)

-----------------------------------------------------------------------------
\* Safety.

\* Of any two different votes, one is better and the other is not.
VoteOrderIsTotal ==
    LET votes == {nodes[n].vote : n \in Node} \ {None}
    IN  \A a, b \in votes : Better(a, b) <=> a # b /\ ~Better(b, a)

\* A vote is for what its leader has brought to an election, and at first voted for itself with.
Validity ==
    \A n \in Node : nodes[n].vote # None =>
        \E w \in allVotes : w.server = nodes[n].vote.leader /\ w.vote = nodes[n].vote

\* Who leads is the one it has voted for, and who follows is not.
LeadersLead ==
    \A n \in Node : nodes[n].state # "Looking" =>
        (nodes[n].state = "Leading" <=> nodes[n].vote.leader = n)

\* Who leads or follows has a quorum's votes, cast in its round, behind it.
QuorumSupport ==
    \A n \in Node : nodes[n].state # "Looking" =>
        IsMajority({p \in Node : Stand(p, nodes[n].round, nodes[n].vote) \in allVotes})

\* Nobody votes for a history when it has a later one itself.  With QuorumSupport that is what
\* phase 0 is for: a leader's history is as good as that of each of the quorum behind it.
LatestHistory ==
    \A n \in Node : nodes[n].state = "Looking" /\ nodes[n].vote # None => ~LaterHistory(nodes[n], nodes[n].vote)

\* Within a round a vote gets better, or stays.
VoteMonotonic ==
    [][\A n \in Node :
          nodes[n].state = "Looking" /\ nodes'[n].state = "Looking" /\ nodes'[n].round = nodes[n].round
          => nodes'[n].vote \in {nodes[n].vote} \/ Better(nodes'[n].vote, nodes[n].vote)]_vars

\* While a server looks its round never goes back, but for a restart.  (One that joins a
\* leader takes over the leader's round, whatever it is.)
RoundMonotonic ==
    [][\A n \in Node :
          nodes'[n].state = "Looking" => nodes'[n].round >= nodes[n].round \/ Restart(n)]_vars

\* Who comes to follow a leader knows of a quorum in its own round for its own vote, or the
\* leader has led with that vote.
JoinsALeader ==
    [][\A n \in Node :
          nodes[n].state = "Looking" /\ nodes'[n].state = "Following"
          => LET vote == nodes'[n].vote
             IN  \/ nodes[n].vote = vote /\ IsMajority(nodes[n].supporters \cup {n})
                 \/ Stand(vote.leader, nodes'[n].round, vote) \in allLeaders]_vars
=============================================================================
