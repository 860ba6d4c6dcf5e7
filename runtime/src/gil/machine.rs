//! The GIL's state machine: take, drop, ask; who goes on and who is woken.
//!
//! Every operation names the thread that calls it and the time; none blocks. At most one thread
//! is to be woken by any operation, and it is the driver that wakes it.
//!
//! # States
//!
//! | holder | `in_flight` | queue | `leaver` | means |
//! |---|---|---|---|---|
//! | none | empty | empty | none | free |
//! | some | any | any | none | held; those in flight will come too late and queue again |
//! | none | some | any | none | let go; whoever calls `take` or `woken` first has it |
//! | none | some | any | some | let go by one that waits until another took it, and queues then |
//!
//! "None held, none in flight, some queued" does not exist: that would be a lost wake-up. Nor does
//! a leaver without anyone in flight: it would wait for ever.

use super::Switch;
use super::policy::{Bid, Handoff, Policy};
use super::stats::Stats;
use crate::kernel::ThreadId;
use crate::seeded::seeded;
use crate::time::Nanos;

/// What asking for the GIL came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Take {
    /// The thread holds it; `wake` waited for that to happen.
    Held {
        /// A leaver who may go on: it calls [`Machine::take`].
        wake: Option<ThreadId>,
    },
    /// The thread waits until it is woken (then [`Machine::woken`]), or until its patience is over
    /// (then [`Machine::interval_elapsed`] with this ticket).
    Wait(Ticket),
}

/// What a waiter is told, and shows when its patience is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ticket {
    /// From now, until the waiter calls [`Machine::interval_elapsed`]; `None`: never.
    pub patience: Option<Nanos>,
    /// Switches of the lock when the wait began.
    switches: u64,
    /// When the wait began.
    since: Nanos,
}

/// Why a holder is asked to drop the lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// The switch interval is over.
    Interval,
    /// The policy lets a waiter ask before that, or knows no interval.
    Policy,
    /// By order, whatever the policy says: [`Machine::request_drop`].
    Order,
}

/// Why a holder lets go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leave {
    /// It was asked, or its check interval is over; it wants to go on.
    Forced,
    /// It is going to wait for something else.
    Voluntary,
    /// It has ended.
    Final,
}

/// What letting go came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dropped {
    /// The waiter to be woken: it calls [`Machine::woken`].
    pub wake: Option<ThreadId>,
    /// How the leaver goes on, if it wants to.
    pub then: Then,
}

/// How a thread that let the GIL go gets it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Then {
    /// It calls [`Machine::take`], when it likes.
    Take,
    /// It waits until it is woken, because another thread has taken the lock; then it takes.
    Follow,
    /// It waits already, as if it had got this from [`Machine::take`].
    Wait(Ticket),
}

/// The GIL.
#[derive(Debug)]
pub struct Machine {
    policy: Box<dyn Policy>,
    switch: Switch,
    holder: Option<ThreadId>,
    /// Who holds the lock, or held it last.
    last_holder: Option<ThreadId>,
    /// How often the lock went to another thread than its last holder.
    switches: u64,
    /// The holder is asked to drop the lock.
    requested: bool,
    /// Who is to have the lock as soon as it asks for it: whoever else holds it then must drop it.
    ordered: Option<ThreadId>,
    /// What the request goes by, if there is one.
    asked: Asked,
    /// Woken to try for the lock, and not heard of since.
    in_flight: Vec<ThreadId>,
    /// A forced leaver that waits until another thread took the lock.
    leaver: Option<ThreadId>,
    /// When the current tenure began.
    since: Nanos,
    /// When the holder began to run: later than `since` if it was given the lock in its sleep.
    runs_since: Nanos,
    /// Instructions left of the check interval, as the tenure began.
    ticker: u64,
    /// Figures so far.
    pub stats: Stats,
}

impl Machine {
    /// A free GIL.
    pub fn new(handoff: Handoff, switch: Switch) -> Machine {
        Machine {
            policy: handoff.policy(),
            switch,
            holder: None,
            last_holder: None,
            switches: 0,
            requested: false,
            ordered: None,
            asked: Asked::Order,
            in_flight: Vec::new(),
            leaver: None,
            since: Nanos::ZERO,
            runs_since: Nanos::ZERO,
            ticker: switch.budget(),
            stats: Stats::default(),
        }
    }

    /// Who holds the lock.
    pub fn holder(&self) -> Option<ThreadId> {
        self.holder
    }

    /// Whether the holder is asked to drop the lock at its next safe point.
    pub fn requested(&self) -> bool {
        self.requested
    }

    /// Why the holder is asked to drop the lock, if it is.
    pub fn asked(&self) -> Option<Asked> {
        self.requested.then_some(self.asked)
    }

    /// How many threads queue.
    pub fn waiting(&mut self) -> usize {
        self.policy.queue().len()
    }

    /// Instructions the tenure that has just begun may last.
    pub fn budget(&self) -> u64 {
        self.ticker
    }

    /// Whether `thread` let the lock go and must wait until another has taken it.
    pub fn is_leaver(&self, thread: ThreadId) -> bool {
        self.leaver == Some(thread)
    }

    /// `me`, which neither holds the lock nor waits for it, asks for it.
    pub fn take(&mut self, me: ThreadId, now: Nanos) -> Take {
        debug_assert!(self.holder != Some(me), "GIL taken twice by one thread");
        self.land(me);
        if seeded!(GilHeldTwice) {
            self.holder = None;
        }
        if self.holder.is_none() {
            return self.held(me, now);
        }
        self.enqueue(me);
        let bid = self.bid(me, now, self.switches, now);
        self.note(bid.as_ref());
        self.requested |= bid.is_some_and(|bid| self.policy.asks_at_once(&bid));
        if self.ordered == Some(me) {
            self.note(None);
            self.requested = true;
        }
        Take::Wait(self.ticket(me, now, now))
    }

    /// `me`, which waits, was woken, perhaps for no reason.
    pub fn woken(&mut self, me: ThreadId, now: Nanos) -> Take {
        if self.holder == Some(me) {
            // It was given the lock while it slept. What others asked of it meanwhile is stale: a
            // thread that is asked before it has run at all would never get anywhere.
            self.requested &= self.policy.requests_last() || self.ordered.is_some();
            self.runs_since = now;
            return Take::Held { wake: None };
        }
        if self.leaver == Some(me) {
            return Take::Wait(self.ticket(me, now, now));
        }
        let landed = self.land(me);
        if self.holder.is_none() {
            if !landed {
                self.policy.queue().remove(me);
            }
            return self.held(me, now);
        }
        if landed {
            self.enqueue(me);
        }
        Take::Wait(self.ticket(me, now, now))
    }

    /// `me` has waited for as long as `ticket` says.
    ///
    /// Takes the lock if it happens to be free; otherwise asks the holder to drop it, unless the
    /// policy forbids (`forced`: the lock changed hands meanwhile, so the request would hit a
    /// thread that has hardly begun). The new ticket is for what patience is left.
    pub fn interval_elapsed(&mut self, me: ThreadId, ticket: Ticket, now: Nanos) -> Take {
        let outcome = self.woken(me, now);
        if self.holder == Some(me) {
            return outcome;
        }
        if let Some(bid) = self.bid(me, ticket.since, ticket.switches, now) {
            self.note(Some(&bid));
            self.requested |= self.policy.asks(&bid);
        }
        Take::Wait(self.ticket(me, ticket.since, now))
    }

    /// Asks the holder to drop the lock at its next safe point, whatever the policy says.
    pub fn request_drop(&mut self) {
        self.note(None);
        self.requested = self.holder.is_some();
    }

    /// From the moment at which `thread` asks for the lock, its holders are asked to drop it, until
    /// `thread` has had it.
    pub fn order(&mut self, thread: ThreadId) {
        self.ordered =
            Some(thread).filter(|_| self.holder != Some(thread) && !seeded!(GilIgnoresOrder));
    }

    /// `me`, the holder, lets go with `left` instructions of its check interval unspent.
    pub fn drop(&mut self, me: ThreadId, leave: Leave, left: u64, now: Nanos) -> Dropped {
        debug_assert_eq!(
            self.holder,
            Some(me),
            "GIL dropped by one who does not hold it"
        );
        self.stats.held += now.since(self.since);
        self.holder = None;
        self.requested &= seeded!(GilStaleRequest);
        self.ticker = match self.policy.shares_ticker() && left > 0 {
            true => left,
            false => self.switch.budget(),
        };
        self.policy.left(me, leave);
        let wake = self.choose(now);
        let then = match leave {
            Leave::Forced => self.leave_behind(me, now),
            Leave::Voluntary | Leave::Final => Then::Take,
        };
        Dropped { wake, then }
    }

    /// How `me`, which was made to let the lock go, gets it again. Where it waits for its
    /// successor, it queues in the same breath: the operating system cannot let the successor run
    /// a whole quantum without anybody seen to wait.
    fn leave_behind(&mut self, me: ThreadId, now: Nanos) -> Then {
        if self.holder.is_some() {
            self.enqueue(me);
            return Then::Wait(self.ticket(me, now, now));
        }
        if !self.policy.leaver_waits() || self.in_flight.is_empty() {
            return Then::Take;
        }
        self.leaver = Some(me);
        match self.switch {
            // The interval of the leaver begins when it has seen the other take the lock.
            Switch::Interval(_) => Then::Follow,
            Switch::EveryN(_) | Switch::Never => Then::Wait(self.ticket(me, now, now)),
        }
    }

    /// `me` no longer wants the lock, whether it waits, is on its way, was given it, or waits as a
    /// leaver. Returns who is to be woken in its stead.
    pub fn give_up(&mut self, me: ThreadId, now: Nanos) -> Option<ThreadId> {
        self.ordered = self.ordered.filter(|ordered| *ordered != me);
        if self.holder == Some(me) {
            return self.drop(me, Leave::Final, 0, now).wake;
        }
        if self.leaver == Some(me) {
            self.leaver = None;
            return None;
        }
        self.policy.queue().remove(me);
        self.land(me);
        if self.policy.queue().is_empty() && self.in_flight.is_empty() {
            // Nobody is left for whom the holder would drop it, or who could follow a leaver.
            self.requested = false;
            let leaver = self.leaver.take();
            self.in_flight.extend(leaver);
            return leaver;
        }
        if self.holder.is_none() && self.in_flight.is_empty() && !seeded!(GilGoneUnfollowed) {
            return self.choose(now);
        }
        None
    }

    /// Gives the lock to the next waiter, or puts that waiter in flight.
    fn choose(&mut self, now: Nanos) -> Option<ThreadId> {
        let next = self.policy.queue().pop()?;
        match self.policy.passes_ownership() {
            true => self.grant(next, now),
            false => self.in_flight.push(next),
        }
        Some(next).filter(|_| !seeded!(GilWakesNobody))
    }

    /// Makes `me` the holder.
    fn grant(&mut self, me: ThreadId, now: Nanos) {
        debug_assert_eq!(self.holder, None, "GIL given while it is held");
        self.holder = Some(me);
        self.ordered = self.ordered.filter(|ordered| *ordered != me);
        self.requested = self.ordered.is_some() || self.requested && seeded!(GilStaleRequest);
        self.asked = Asked::Order;
        self.since = now;
        self.runs_since = now;
        if self.last_holder != Some(me) {
            self.stats.handovers += u64::from(self.last_holder.is_some());
            self.last_holder = Some(me);
            self.switches += 1;
        }
    }

    fn held(&mut self, me: ThreadId, now: Nanos) -> Take {
        self.grant(me, now);
        let leaver = self.leaver.take();
        if let (Switch::EveryN(_) | Switch::Never, Some(leaver)) = (self.switch, leaver) {
            self.enqueue(leaver);
            return Take::Held { wake: None };
        }
        Take::Held { wake: leaver }
    }

    fn enqueue(&mut self, me: ThreadId) {
        let level = self.policy.level(me);
        self.policy.queue().push(me, level);
    }

    /// The ticket of `me`, which waits since that time.
    fn ticket(&self, me: ThreadId, since: Nanos, now: Nanos) -> Ticket {
        let bid = self.bid(me, since, self.switches, now);
        Ticket {
            patience: match bid {
                Some(bid) => self.policy.patience(&bid),
                None => self.switch.interval(),
            },
            switches: self.switches,
            since,
        }
    }

    /// What a request goes by, if one comes of this bid, or of none; the first one counts.
    fn note(&mut self, bid: Option<&Bid>) {
        if !self.requested {
            self.asked = bid.map_or(Asked::Order, Bid::asked);
        }
    }

    /// How `me`, which waits since that time and that many switches, stands to the holder.
    /// Where threads co-operate, nobody has a bid.
    fn bid(&self, me: ThreadId, since: Nanos, switches: u64, now: Nanos) -> Option<Bid> {
        (self.switch != Switch::Never).then_some(())?;
        Some(Bid {
            waiter: me,
            holder: self.holder?,
            waited: now.since(since),
            ran: now.since(self.runs_since),
            switched: self.switches != switches,
            interval: self.switch.interval(),
        })
    }

    /// Removes `me` from those in flight; false if it was not.
    fn land(&mut self, me: ThreadId) -> bool {
        let place = self.in_flight.iter().position(|&thread| thread == me);
        if let Some(place) = place {
            self.in_flight.swap_remove(place);
        }
        place.is_some()
    }
}
