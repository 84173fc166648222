------------------------------- MODULE Voting -------------------------------
(***************************************************************************)
(* How a value is chosen by votes, without a word about messages: in each  *)
(* ballot an acceptor votes at most once, for a value that the votes of a  *)
(* quorum show to be safe there, and a value with the votes of a quorum in *)
(* one ballot is chosen.                                                   *)
(*                                                                         *)
(* After L. Lamport, "The Part-Time Parliament" (ACM TOCS 16(2), 1998),    *)
(* section 2 (conditions B1 to B3), and "Paxos Made Simple" (2001),        *)
(* section 2.2 (P2c).  Refined by BasicPaxos, refines Consensus.           *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Value,          \* the set of values
    Acceptor,       \* the set of acceptors
    Ballot,         \* the set of ballots, numbers above 0
    IsQuorum(_)     \* whether a set of acceptors is a quorum; any two share one

VARIABLES
    votes,      \* the set of all votes ever cast: [acceptor, ballot, value]
    promised    \* promised[a]: a will vote in no ballot below this one

vars == <<votes, promised>>

TypeOK ==
    /\ votes \subseteq [acceptor : Acceptor, ballot : Ballot, value : Value]
    /\ promised \in [Acceptor -> {0} \cup Ballot]

Quorums == {S \in SUBSET Acceptor : IsQuorum(S)}

\* The votes in a ballot, and the votes of an acceptor.
VotesIn(b) == {vote \in votes : vote.ballot = b}
VotesOf(a) == {vote \in votes : vote.acceptor = a}

\* A quorum has voted for v in ballot b.
ChosenIn(b, v) == IsQuorum({vote.acceptor : vote \in {w \in VotesIn(b) : w.value = v}})

\* The quorum Q shows that nothing but v was or can be chosen in a ballot below b:
\* all of Q have promised to vote in none of them any more, and the last vote that
\* any of them cast there, if one did, was for v.
ShowsSafe(Q, b, v) ==
    /\ \A a \in Q : promised[a] >= b
    /\ LET cast == {vote \in votes : vote.acceptor \in Q /\ vote.ballot < b}
       IN  \A last \in cast : (\A vote \in cast : vote.ballot <= last.ballot) => last.value = v

Init ==
    /\ votes = {}
    /\ promised = [a \in Acceptor |-> 0]

\* Acceptor a will vote in no ballot below b.  Safe because it only forgoes votes.
Promise(a, b) ==
    /\ b > promised[a]
    /\ promised' = [promised EXCEPT ![a] = b]
    /\ UNCHANGED votes

\* Acceptor a votes for v in ballot b.  Safe because nothing else was or can be
\* chosen below b, nor in b, where all vote for the same value; so if v is chosen
\* now, or something was chosen before, it is v.
Vote(a, b, v) ==
    /\ b >= promised[a]
    /\ \A vote \in VotesIn(b) : vote.value = v
    /\ \E Q \in Quorums : ShowsSafe(Q, b, v)
    /\ votes' = votes \cup {[acceptor |-> a, ballot |-> b, value |-> v]}
    /\ promised' = [promised EXCEPT ![a] = b]

Next == \E a \in Acceptor, b \in Ballot : Promise(a, b) \/ \E v \in Value : Vote(a, b, v)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* In a ballot all votes are for one value.
OneValuePerBallot == \A one, other \in votes : one.ballot = other.ballot => one.value = other.value

\* An acceptor votes below none of its promises.
VotesAreKept == \A vote \in votes : vote.ballot <= promised[vote.acceptor]

chosen == {v \in Value : \E b \in Ballot : ChosenIn(b, v)}

Consensus == INSTANCE Consensus

RefinesConsensus == Consensus!Spec
=============================================================================
