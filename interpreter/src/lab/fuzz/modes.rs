//! The ways in which each program is run.

use super::chance::Chance;
use super::program::Family;
use crate::machine::Setup;
use crate::safe_points::SafePoints;
use crate::vm::Options;
use gilscope_runtime::driver::{Clock, Config, Gil};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::heap::Counting;

/// Instructions after which a program is taken for an endless one.
pub const PATIENCE: u64 = 3_000_000;

/// A way to run a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mode {
    /// Whose time it is.
    pub clock: Clock,
    /// Whether there is a GIL.
    pub gil: Gil,
    /// How it changes hands.
    pub handoff: Handoff,
    /// Instructions after which it does.
    pub every: u64,
    /// Where a thread may be switched.
    pub safe_points: SafePoints,
    /// How references are counted.
    pub counting: Counting,
    /// Cores of the simulated machine.
    pub cores: usize,
    /// Of what the simulation leaves to chance.
    pub seed: u64,
}

/// The way that all others are compared with.
pub const PLAIN: Mode = Mode {
    clock: Clock::Virtual,
    gil: Gil::On,
    handoff: Handoff::Forced,
    every: Config::CHECK_INTERVAL,
    safe_points: SafePoints::Every,
    counting: Counting::Plain,
    cores: 4,
    seed: 0,
};

impl Mode {
    /// The setup of a run.
    pub fn setup(&self) -> Setup {
        let mut config = Config::new(self.clock);
        config.gil = self.gil;
        config.handoff = self.handoff;
        config.switch = Switch::EveryN(self.every);
        config.hardware.cores = self.cores;
        config.seed = self.seed;
        config.limits.instructions = PATIENCE;
        let options = Options {
            gil: self.gil == Gil::On,
            safe_points: self.safe_points,
            argv: vec!["generated.py".into()],
            cores: config.cores(),
            ..Options::default()
        };
        Setup {
            config,
            counting: self.counting,
            options,
        }
    }

    /// Whether a run in this mode is the same each time.
    pub fn is_exact(&self) -> bool {
        self.clock == Clock::Virtual
    }

    /// The group that a table has a row for.
    pub fn group(&self) -> (bool, bool, &'static str) {
        let is_free = self.gil == Gil::Off;
        (is_free, !self.is_exact(), self.counting.name())
    }

    /// The options of the command line that say the same.
    pub fn options(&self) -> String {
        let gil = match self.gil {
            Gil::On => "on",
            Gil::Off => "off",
        };
        let mut out = format!("--gil {gil} --counting {}", self.counting.name());
        match self.is_exact() {
            true => {
                out += &format!(
                    " --clock virtual --cores {} --seed {}",
                    self.cores, self.seed
                )
            }
            false => out += " --clock real",
        }
        if self.gil == Gil::On {
            out += &format!(" --handoff {}", self.handoff.name());
            match self.safe_points {
                SafePoints::Blocking => out += " --safe-points blocking",
                set => {
                    out += &format!(
                        " --switch-every {} --safe-points {}",
                        self.every,
                        set.name()
                    )
                }
            }
        }
        out
    }
}

/// Whether counts are kept right in this way of counting without a GIL: `racy` exists to show what happens
/// if they are not, and `plain` is for threads in turn.
fn is_sound(counting: Counting, clock: Clock) -> bool {
    match counting {
        Counting::Racy => false,
        Counting::Plain => clock == Clock::Virtual,
        Counting::Atomic | Counting::Biased | Counting::Escape => true,
    }
}

/// The modes of a program, all of which `PLAIN` is compared with: chosen by its seed, so that each
/// counting, clock and state of the GIL comes up in every program, and the rest in turn.
pub fn modes(family: Family, seed: u64, with_real: bool) -> Vec<Mode> {
    let mut chance = Chance::new(!seed);
    let mut modes = match family {
        Family::Objects => sliced(),
        _ => Vec::new(),
    };
    let clocks = match with_real {
        true => real_too(),
        false => vec![Clock::Virtual],
    };
    for clock in clocks {
        for gil in [Gil::On, Gil::Off] {
            for counting in Counting::ALL {
                let sound = gil == Gil::On || is_sound(counting, clock);
                // Under the GIL, the clock makes no difference to counts.
                let is_told = gil == Gil::On && clock != Clock::Virtual && !chance.once_in(3);
                if sound && !is_told && counting != Counting::Racy {
                    modes.push(Mode {
                        clock,
                        gil,
                        counting,
                        ..by_chance(&mut chance, clock)
                    });
                }
            }
        }
    }
    modes
}

#[cfg(feature = "os")]
fn real_too() -> Vec<Clock> {
    vec![Clock::Virtual, Clock::Real]
}

#[cfg(not(feature = "os"))]
fn real_too() -> Vec<Clock> {
    vec![Clock::Virtual]
}

fn by_chance(chance: &mut Chance, clock: Clock) -> Mode {
    let often = [1, 2, 7, 100, 1_000];
    // Where OS threads hand the GIL over, each hand-over takes its time.
    #[cfg(feature = "os")]
    let rarely = [100, 1_000, 10_000];
    Mode {
        handoff: *chance.pick(&Handoff::ALL),
        every: match clock {
            Clock::Virtual => *chance.pick(&often),
            #[cfg(feature = "os")]
            Clock::Real => *chance.pick(&rarely),
        },
        safe_points: *chance.pick(SafePoints::ALL),
        cores: 1 + chance.below(5) as usize,
        seed: chance.below(1 << 20),
        ..PLAIN
    }
}

/// Every way to cut the run of one thread into steps.
fn sliced() -> Vec<Mode> {
    let every = [1, 2, 5].map(|every| (every, SafePoints::Every));
    let others = SafePoints::ALL.iter().map(|set| (1, *set));
    let slices = every.into_iter().chain(others);
    let slices = slices.map(|(every, safe_points)| Mode {
        every,
        safe_points,
        ..PLAIN
    });
    let sound = { Counting::ALL.into_iter() }
        .filter(|counting| is_sound(*counting, Clock::Virtual))
        .map(|counting| Mode {
            gil: Gil::Off,
            counting,
            ..PLAIN
        });
    slices.chain(sound).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_counting_comes_up_in_every_program() {
        for family in Family::ALL {
            for seed in 0..20 {
                let modes = modes(family, seed, true);
                for counting in Counting::ALL.into_iter().filter(|c| *c != Counting::Racy) {
                    for gil in [Gil::On, Gil::Off] {
                        let is_there = |mode: &Mode| (mode.counting, mode.gil) == (counting, gil);
                        assert!(modes.iter().any(is_there), "{counting:?} {gil:?}");
                    }
                }
                let risky = |mode: &&Mode| mode.gil == Gil::Off && !mode.is_exact();
                let risky = modes.iter().filter(risky);
                assert!({ risky }.all(|mode| mode.counting != Counting::Plain));
            }
        }
    }
}
