//! Presets: every axis of the lock set as a runtime has it, under that runtime's name.

use super::look::{Look, Paint, left, wrap};
use crate::safe_points::SafePoints;
use crate::strings::suggest::suggest;
use gilscope_runtime::driver::Gil;
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::time::Nanos;

/// How a runtime sets the axes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// Other names that mean the same.
    pub also: &'static [&'static str],
    /// What is peculiar to it.
    pub sentence: &'static str,
    /// Where that is written.
    pub source: &'static str,
    /// Whether there is a GIL.
    pub gil: Gil,
    /// How it changes hands.
    pub handoff: Handoff,
    /// What makes a holder let it go.
    pub switch: Switch,
    /// Where that can happen.
    pub safe_points: SafePoints,
    /// How references are counted.
    pub counting: Counting,
    /// Where they are by owners and others apart: whether others drop what an owner that waits is to drop.
    pub detached_merge: bool,
}

const FIVE_MS: Switch = Switch::Interval(Nanos::from_millis(5));

/// CPython since 3.10, of which others differ.
const CPYTHON: Preset = Preset {
    name: "python3.10",
    also: &["python3.11", "python3.12", "python3.13"],
    sentence: "As before, but a thread is switched at loop ends, at the start of functions and after \
               calls only: most lines without a call are whole.",
    source: "CPython 3.10, Python/ceval.c, `CHECK_EVAL_BREAKER` in JUMP_ABSOLUTE and CALL_FUNCTION",
    gil: Gil::On,
    handoff: Handoff::Forced,
    switch: FIVE_MS,
    safe_points: SafePoints::Py310,
    counting: Counting::Plain,
    detached_merge: true,
};

/// Python 2, of which others differ.
const TICKS: Preset = Preset {
    name: "python2.7",
    also: &["python2"],
    sentence: "One lock, which the running thread lets go and takes again every 100 ticks; whoever is \
               woken has to be there first, and nobody is made to switch. All threads count down one \
               ticker. (Here each instruction is a tick; there, quick ones are none.)",
    source: "CPython 2.7, Python/ceval.c, `_Py_CheckInterval` and `_Py_Ticker`; Python/thread_pthread.h; \
             D. Beazley, Understanding the Python GIL, 2010",
    handoff: Handoff::Barging,
    switch: Switch::EveryN(100),
    safe_points: SafePoints::Py27,
    ..CPYTHON
};

/// A build of CPython without the GIL.
const FREE: Preset = Preset {
    name: "python3.13t",
    also: &[],
    sentence: "No GIL. The thread that made an object counts it without care, all others atomically \
               (biased counts); what another thread drops last stays until the first one runs again. \
               (Functions, classes and modules are counted here like the rest; there that is put off.)",
    source: "PEP 703; CPython 3.13, Include/internal/pycore_object.h; Python/brc.c",
    gil: Gil::Off,
    safe_points: SafePoints::Every,
    counting: Counting::Biased,
    detached_merge: false,
    ..CPYTHON
};

/// Every preset.
pub const PRESETS: &[Preset] = &[
    TICKS,
    Preset {
        name: "python3.1",
        also: &["python3.0"],
        sentence: "The lock of Python 2.7.",
        source: "CPython 3.1, Python/ceval.c, `_Py_CheckInterval` and `_Py_Ticker`",
        ..TICKS
    },
    Preset {
        name: "python3.9",
        also: &[
            "python3.2",
            "python3.3",
            "python3.4",
            "python3.5",
            "python3.6",
            "python3.7",
            "python3.8",
        ],
        sentence: "A thread that has waited 5 ms without a switch asks for the lock; the one that is asked \
                   waits until another has taken it. It can be asked after nearly every instruction.",
        source: "CPython 3.9, Python/ceval_gil.h, `take_gil` and `drop_gil`; A. Pitrou, new GIL, 2009",
        safe_points: SafePoints::Py39,
        ..CPYTHON
    },
    CPYTHON,
    Preset {
        name: "python3.14",
        also: &["python3", "cpython"],
        sentence: "As python3.10.",
        source: "CPython 3.14, Python/ceval_gil.c; Python/bytecodes.c, RESUME, JUMP_BACKWARD, \
                 `_CHECK_PERIODIC`",
        ..CPYTHON
    },
    FREE,
    Preset {
        name: "python3.14t",
        also: &[],
        sentence: "As python3.13t; no longer an experiment.",
        source: "PEP 779; PEP 703",
        ..FREE
    },
    Preset {
        name: "pypy",
        also: &[],
        sentence: "Every 10,000 bytecodes another thread is made to run, if one waits. (PyPy collects \
                   garbage and does not count references; here they are counted.)",
        source: "PyPy, pypy/interpreter/executioncontext.py, `checkinterval_scaled`: 10000, which \
                 \"forces another thread to run\"",
        switch: Switch::EveryN(10_000),
        safe_points: SafePoints::Every,
        ..CPYTHON
    },
    Preset {
        name: "micropython",
        also: &[],
        sentence: "At every 32nd jump the lock is let go and taken again; whoever is there first has it. \
                   (MicroPython collects garbage and does not count references; here they are counted.)",
        source: "MicroPython, py/vm.c, `MICROPY_PY_THREAD_GIL_VM_DIVISOR`; py/mpthread.h, \
                 `MP_THREAD_GIL_EXIT`",
        handoff: Handoff::Barging,
        switch: Switch::EveryN(1),
        safe_points: SafePoints::MicroPython,
        ..CPYTHON
    },
    Preset {
        name: "ruby",
        also: &["cruby"],
        sentence: "The lock of CRuby goes to whoever has waited longest; a timer asks the holder every \
                   100 ms, at loop ends and returns. (CRuby collects garbage and does not count \
                   references; here they are counted.)",
        source: "CRuby, thread.c, `TIME_QUANTUM_MSEC`; thread_pthread.c, `thread_sched`; vm_insnhelper.c, \
                 `RUBY_VM_CHECK_INTS`",
        handoff: Handoff::Fair,
        switch: Switch::Interval(Nanos::from_millis(100)),
        safe_points: SafePoints::Ruby,
        ..CPYTHON
    },
    Preset {
        name: "gevent",
        also: &["green"],
        sentence: "Green threads co-operate: one runs until it waits, then whoever has been ready \
                   longest. Nobody is made to switch, and one that computes stops all others.",
        source: "gevent, documentation, Introduction: greenlets are scheduled co-operatively",
        handoff: Handoff::Fair,
        switch: Switch::Never,
        safe_points: SafePoints::Blocking,
        ..CPYTHON
    },
];

impl Preset {
    /// The preset of this name.
    ///
    /// Says which there are, and which is near, if there is none.
    pub fn named(name: &str) -> Result<Preset, String> {
        let found = PRESETS
            .iter()
            .find(|preset| preset.name == name || preset.also.contains(&name));
        found.copied().ok_or_else(|| {
            let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
            let all: Vec<&str> = { PRESETS.iter() }
                .flat_map(|preset| std::iter::once(&preset.name).chain(preset.also))
                .copied()
                .collect();
            match suggest(name, &all) {
                Some(near) => format!("is '{near}' meant? see gilscope help presets"),
                None => format!("one of {} is expected", names.join(", ")),
            }
        })
    }

    /// The options that it stands for.
    pub fn options(&self) -> String {
        let switch = match self.switch {
            Switch::EveryN(n) => format!("--switch-every {n} "),
            Switch::Interval(interval) => {
                format!("--switch-interval {}ms ", interval.0 / 1_000_000)
            }
            Switch::Never => String::new(),
        };
        match self.gil {
            Gil::On => format!(
                "--gil on --handoff {} {switch}--safe-points {} --counting {}",
                self.handoff.name(),
                self.safe_points.name(),
                self.counting.name()
            ),
            Gil::Off if self.detached_merge => {
                format!("--gil off --counting {}", self.counting.name())
            }
            Gil::Off => {
                let counting = self.counting.name();
                format!("--gil off --counting {counting} --no-detached-merge")
            }
        }
    }
}

/// What `gilscope help presets` says.
pub fn presets(look: Look) -> String {
    let mut out = String::from(
        "--like NAME sets every axis of the lock as that runtime does; options beside it go first. What a \
         \npreset does not touch is the speed of a runtime: instructions are gilscope's own.\n",
    );
    for preset in PRESETS {
        out.push_str(&format!(
            "\n{}",
            look.paint(Paint::Strong, &left(preset.name, 14))
        ));
        if !preset.also.is_empty() {
            out.push_str(&format!("also {}", preset.also.join(", ")));
        }
        out.push('\n');
        out.push_str(&wrap(preset.sentence, "  "));
        out.push_str(&wrap(&preset.options(), "    "));
        out.push_str(&wrap(&format!("Source: {}", preset.source), "  "));
    }
    out.push_str(&format!("\n{}\n", look.paint(Paint::Strong, "Safe points")));
    for set in SafePoints::ALL {
        let line = format!("{} ({})", set.sentence(), set.source());
        out.push_str(&format!("  --safe-points {}\n", set.name()));
        out.push_str(&wrap(&line, "      "));
    }
    look.plain(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_once() {
        let mut seen = std::collections::BTreeSet::new();
        for preset in PRESETS {
            for name in std::iter::once(&preset.name).chain(preset.also) {
                assert!(seen.insert(*name), "{name}");
                assert_eq!(Preset::named(name), Ok(*preset));
            }
            assert!(preset.sentence.ends_with(['.', ')']) && !preset.source.is_empty());
            // Without a GIL plain counts are not sound on OS threads.
            let plain = preset.counting == Counting::Plain;
            assert_eq!(plain, preset.gil == Gil::On, "{}", preset.name);
            let co_operates = preset.switch == Switch::Never;
            assert_eq!(co_operates, preset.safe_points == SafePoints::Blocking);
        }
    }

    #[test]
    fn a_wrong_name_is_told_the_near_one() {
        let error = Preset::named("python3.41").expect_err("there is none");
        assert!(error.contains("python3."), "{error}");
        let error = Preset::named("java").expect_err("there is none");
        assert!(error.contains("micropython"), "{error}");
    }
}
