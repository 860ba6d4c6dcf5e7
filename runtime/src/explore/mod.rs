//! The search through the schedules of a program: pure, over executions that a driver carries out.
//!
//! An execution is a sequence of [`Event`]s: one thread goes on until it has touched something that
//! others can reach, waited, begun a thread or ended. What a driver cannot decide (who goes next) it
//! asks a [`Scheduler`]; each search is one:
//!
//! - [`Optimal`]: one execution for each class of those that differ only in the order of events that do
//!   not depend on each other (optimal dynamic partial-order reduction);
//! - [`AllSchedules`]: every execution, or those with a bounded number of pre-emptions;
//! - [`Uniform`] and [`Pct`]: left to chance;
//! - [`Follow`]: a given one, and without one, what happens if nobody interferes.
//!
//! A [`Experience`] knows the steps that were taken, so that most executions need not be carried out.
//!
//! [`Trace`] says which events happen before which, and puts those of an execution into an order with
//! few pre-emptions; [`races`] finds accesses that no lock, join or start orders.

mod event;
mod deeds;
mod trace;
mod follow;
mod wakeup;
mod optimal;
mod bounded;
mod chance;
mod order;
mod shortest;
mod races;
mod spins;
mod experience;

pub use bounded::AllSchedules;
pub use chance::{Pct, Uniform};
pub use event::{Blocked, Candidate, Doing, Event, Player, Readiness, Scene, Scheduler, State};
pub use experience::{Begun, Experience, Limits, Situation, Standing, Taken, Unknown, Uses};
pub use follow::{Follow, Noting, usual};
pub use optimal::Optimal;
pub use order::{Order, calmest, calmest_below, preemptions};
pub use races::{Race, races, races_and_orders};
pub use shortest::shortest_below;
pub use spins::Spins;
pub use trace::{Important, Trace};
