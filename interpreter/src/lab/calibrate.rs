//! Figures for the simulated machine that make its clock agree with the real one.
//!
//! Costs of instructions come from scripts that execute them in different mixtures: the virtual clock
//! counts them, the real one says what they take together, and least squares tell them apart (`fit`).
//! Every other figure has a probe: a short script whose time on the virtual clock depends on it. They are found by
//! turning the model round: a probe's time on the virtual clock grows with its figure, nearly in
//! proportion, so the figure with which it is the time measured here is found in a few virtual runs, along
//! the secant.

use super::captured::Job;
use super::compare::trouble;
use super::fit::{Mixture, fit};
use super::hardware::told;
use super::kernels::KERNELS;
use super::look::{Look, WIDTH, fine, left, right, wrap};
use crate::machine::{Outcome, Script, Setup};
use crate::text::Source;
use crate::vm::meter::{KINDS, is_at_once, untold_cost, untold_costs};
use gilscope_runtime::driver::{Clock, Config, Gil, Hardware};
use gilscope_runtime::time::Nanos;
use std::sync::Arc;

/// Which of its times tells a probe's figure.
#[derive(Clone, Copy)]
enum By {
    /// From start to end.
    Elapsed,
    /// CPU time.
    Cpu,
}

/// A script whose time depends on a figure.
struct Probe {
    figure: fn(&mut Config) -> &mut Nanos,
    by: By,
    gil: Gil,
    script: &'static str,
}

const SLEEPS: &str = "import time\nfor _ in range(200):\n    time.sleep(0.0005)\n";
const PING_PONG: &str = "import threading\na = threading.Lock()\nb = threading.Lock()\nb.acquire()\ndef \
     play(mine, other):\n    for _ in range(1000):\n        mine.acquire()\n        other.release()\nt = \
     threading.Thread(target=play, args=(a, b))\nt.start()\nplay(b, a)\nt.join()\n";
const STARTS: &str = "import threading\ndef nothing():\n    pass\nfor _ in range(300):\n    t = \
     threading.Thread(target=nothing)\n    t.start()\n    t.join()\n";

/// In the order in which they are made: each rests on those before it.
const PROBES: &[Probe] = &[
    Probe {
        figure: |config| &mut config.hardware.collection,
        by: By::Elapsed,
        gil: Gil::On,
        script: "import gc\nkeep = [[i] for i in range(20000)]\nfor _ in range(20):\n    gc.collect()\n",
    },
    Probe {
        figure: |config| &mut config.hardware.syscall_cpu,
        by: By::Cpu,
        gil: Gil::On,
        script: SLEEPS,
    },
    Probe {
        figure: |config| &mut config.hardware.syscall,
        by: By::Elapsed,
        gil: Gil::On,
        script: SLEEPS,
    },
    Probe {
        figure: |config| &mut config.hardware.wake_up,
        by: By::Elapsed,
        gil: Gil::On,
        script: PING_PONG,
    },
    Probe {
        figure: |config| &mut config.hardware.thread_start_cpu,
        by: By::Cpu,
        gil: Gil::On,
        script: STARTS,
    },
    Probe {
        figure: |config| &mut config.hardware.thread_start,
        by: By::Elapsed,
        gil: Gil::On,
        script: STARTS,
    },
    Probe {
        figure: |config| &mut config.hardware.shared_count,
        by: By::Cpu,
        gil: Gil::Off,
        script: "import threading\nclass P:\n    pass\nps = [P() for _ in range(8)]\nt = \
                 threading.Thread(target=len, args=(ps,))\nt.start()\nt.join()\ndef work():\n    for _ in \
                 range(2000):\n        for p in ps:\n            q = p\nwork()\n",
    },
    Probe {
        figure: |config| &mut config.hardware.count_transfer,
        by: By::Cpu,
        gil: Gil::Off,
        script: "import threading\nclass P:\n    pass\nps = [P() for _ in range(8)]\ndef work():\n    for \
                 _ in range(2000):\n        for p in ps:\n            q = p\nts = \
                 [threading.Thread(target=work) for _ in range(2)]\nfor t in ts:\n    t.start()\nfor t in \
                 ts:\n    t.join()\n",
    },
    Probe {
        figure: |config| &mut config.hardware.contention,
        by: By::Cpu,
        gil: Gil::Off,
        script: "import threading\nlock = threading.Lock()\ndef work():\n    for _ in range(20000):\n        \
                 with lock:\n            pass\nts = [threading.Thread(target=work) for _ in \
                 range(2)]\nfor t in ts:\n    t.start()\nfor t in ts:\n    t.join()\n",
    },
];

/// How long a probe's figure is in the second virtual run.
const UNIT: Nanos = Nanos::from_micros(10);

/// Scripts of fewer instructions tell little of their costs.
const TELLING: u64 = 1_000;

/// How much more a script that is named counts than those of gilscope's own.
const WEIGHT: f64 = 10.0;

/// How many times the cost of what is done at once is guessed for what is not.
const SLOWER: f64 = 20.0;

/// How often at most a figure is improved on.
const STEPS: usize = 10;

/// How many times the figure tried last the next one may be.
const STRIDE: u64 = 4;

/// A script on both clocks.
pub struct Agreement {
    /// What it is called.
    pub name: String,
    /// The least CPU time measured, without what a run takes to begin.
    pub measured: Nanos,
    /// The CPU time that the virtual clock gives.
    pub predicted: Nanos,
    /// CPU time an instruction took, in picoseconds.
    pub picos: u64,
}

impl Agreement {
    fn ratio(&self) -> f64 {
        self.measured.0.max(1) as f64 / self.predicted.0.max(1) as f64
    }
}

/// What a calibration came to.
pub struct Calibration {
    /// The figures.
    pub config: Config,
    /// The scripts that the instruction's cost comes from.
    pub agreements: Vec<Agreement>,
    /// How often each was run.
    pub runs: usize,
}

/// Runs probes, and finds the figures.
pub struct Calibrator<'a> {
    /// How runs are set up; the clock is chosen here.
    pub setup: Setup,
    /// How often each measurement is made. The shortest counts: what else runs on the machine only
    /// adds to it.
    pub runs: usize,
    /// Runs a job.
    pub run: &'a dyn Fn(&Job) -> Outcome,
    /// Is told what is measured now.
    pub progress: &'a dyn Fn(&str),
}

impl Calibrator<'_> {
    /// Measures; the costs of instructions by these scripts above all, else by kernels of gilscope's own.
    ///
    /// # Errors
    /// Says which script did not end well.
    pub fn calibrate(&self, scripts: Vec<(String, Script)>) -> Result<Calibration, String> {
        let kernels: Vec<(String, Script)> = { KERNELS.iter() }
            .map(|(name, text)| (name.to_string(), compiled(text)))
            .collect();
        // What named scripts do not execute, the kernels tell.
        let (scripts, others) = match scripts.is_empty() {
            true => (kernels, Vec::new()),
            false => (scripts, kernels),
        };
        let mut config = self.setup.config.clone();
        config.clock = Clock::Virtual;
        let mut costs = Vec::new();
        let mut times = Vec::new();
        let mut mixtures = Vec::new();
        let nothing = compiled("pass\n");
        let (_, start) = self.measure(&nothing, Gil::On, "nothing")?;
        let is_named = !others.is_empty();
        let weight = if is_named { WEIGHT } else { 1.0 };
        for (group, weight, is_asked) in [(&scripts, weight, true), (&others, 1.0, false)] {
            for (name, script) in group {
                (self.progress)(name);
                let (_, cpu) = self.measure(script, Gil::On, name)?;
                let (counts, instructions) = self.count(script, &config, name)?;
                let picos = cpu.since(start).0.max(1).saturating_mul(1000);
                if is_asked && (is_named || instructions >= TELLING) {
                    costs.push(picos / instructions.max(1));
                }
                times.push((cpu.since(start), picos / instructions.max(1)));
                mixtures.push(Mixture {
                    counts,
                    total: picos as f64,
                    weight: weight * (instructions as f64 / TELLING as f64).clamp(1e-3, 1.0),
                });
            }
        }
        config.hardware.picos_per_instruction = geometric_mean(&costs).max(1);
        config.hardware.costs = Some(costs_of(&mixtures, &config.hardware));
        for probe in PROBES {
            let has_cores = probe.gil == Gil::On || config.hardware.cores > 1;
            *(probe.figure)(&mut config) = match has_cores {
                true => self.solve(&config, probe)?,
                false => Nanos::ZERO,
            };
        }
        let mut agreements = Vec::new();
        for ((name, script), (measured, picos)) in scripts.iter().zip(times) {
            (self.progress)(name);
            agreements.push(Agreement {
                predicted: self
                    .outcome(script, config.clone(), Gil::On, name)?
                    .report
                    .cpu,
                name: name.clone(),
                measured,
                picos,
            });
        }
        Ok(Calibration {
            config,
            agreements,
            runs: self.runs,
        })
    }

    /// The figure with which the model takes as long as this machine.
    fn solve(&self, config: &Config, probe: &Probe) -> Result<Nanos, String> {
        let script = compiled(probe.script);
        let name = "a probe";
        let time = |figure: Nanos| {
            let mut config = config.clone();
            *(probe.figure)(&mut config) = figure;
            let report = self.outcome(&script, config, probe.gil, name)?.report;
            Ok::<Nanos, String>(match probe.by {
                By::Elapsed => report.elapsed,
                By::Cpu => report.cpu,
            })
        };
        (self.progress)(name);
        let (measured, cpu) = self.measure(&script, probe.gil, name)?;
        let wanted = match probe.by {
            By::Elapsed => measured[0].0 as f64,
            By::Cpu => cpu.0 as f64,
        };
        let (mut last, mut at) = (Nanos::ZERO, UNIT);
        let mut time_last = time(last)?.0 as f64;
        // The nearest so far: where the line bends, the last guess need not be it.
        let (mut nearest, mut off) = (last, (wanted - time_last).abs());
        for _ in 0..STEPS {
            let time_at = time(at)?.0 as f64;
            if (wanted - time_at).abs() < off {
                (nearest, off) = (at, (wanted - time_at).abs());
            }
            let slope = (time_at - time_last) / (at.0 as f64 - last.0 as f64);
            let next = at.0 as f64 + (wanted - time_at) / slope;
            // A line that does not rise leads nowhere; no figure is below zero.
            if off < wanted / 1000.0 || slope <= 0.0 || !next.is_finite() {
                break;
            }
            (last, time_last) = (at, time_at);
            let most = (at.0.max(UNIT.0) * STRIDE) as f64;
            at = Nanos(next.clamp(0.0, most).round() as u64);
            if at == last {
                break;
            }
        }
        Ok(nearest)
    }

    /// How often a script executes each kind of instruction, and all of them.
    fn count(
        &self,
        script: &Script,
        config: &Config,
        name: &str,
    ) -> Result<(Vec<f64>, u64), String> {
        let mut config = config.clone();
        config.hardware.costs = Some(untold_costs().into());
        let outcome = self.outcome(script, config, Gil::On, name)?;
        let counts = outcome
            .tally
            .kinds
            .iter()
            .map(|count| *count as f64)
            .collect();
        Ok((counts, outcome.report.instructions()))
    }

    /// Times on the real clock, ascending, and the least CPU time.
    fn measure(
        &self,
        script: &Script,
        gil: Gil,
        name: &str,
    ) -> Result<(Vec<Nanos>, Nanos), String> {
        let config = Config {
            #[cfg(feature = "os")]
            clock: Clock::Real,
            ..self.setup.config.clone()
        };
        let (mut times, mut costs) = (Vec::new(), Vec::new());
        for _ in 0..self.runs {
            let outcome = self.outcome(script, config.clone(), gil, name)?;
            let report = &outcome.report;
            times.push(report.elapsed);
            costs.push(report.cpu);
        }
        times.sort_unstable();
        costs.sort_unstable();
        Ok((times, costs[0]))
    }

    fn outcome(
        &self,
        script: &Script,
        config: Config,
        gil: Gil,
        name: &str,
    ) -> Result<Outcome, String> {
        let mut setup = self.setup.clone();
        setup.config = config;
        setup.set_gil(gil);
        let script = script.clone();
        let outcome = (self.run)(&Job { script, setup });
        match trouble(&outcome) {
            None => Ok(outcome),
            Some(trouble) => Err(format!("{name}: {trouble}")),
        }
    }
}

fn compiled(text: &str) -> Script {
    let script = Script::compile(Source::new("<probe>", text));
    script.unwrap_or_else(|error| panic!("(calibrate) a probe: {:?}", error.0))
}

/// What each kind of instruction costs, of those that there are in the mixtures.
fn costs_of(mixtures: &[Mixture], hardware: &Hardware) -> Arc<[u64]> {
    let quick = quick_cost(mixtures).unwrap_or(hardware.picos_per_instruction as f64);
    let guesses: Vec<f64> = { 0..KINDS }
        .map(|kind| match is_at_once(kind) || untold_cost(kind) == 0 {
            true => quick,
            false => quick * SLOWER,
        })
        .collect();
    let found = fit(mixtures, &guesses).into_iter().zip(0..);
    let costs = found.map(
        |(cost, kind)| match mixtures.iter().any(|it| it.counts[kind] > 0.0) {
            true => cost.round() as u64,
            false if is_at_once(kind) || untold_cost(kind) == 0 => untold_cost(kind),
            false => guesses[kind].round() as u64,
        },
    );
    costs.collect()
}

/// What an instruction takes that is done at once, about: the lower quartile of what instructions take in
/// each script. What has hardly any instructions tells nothing.
fn quick_cost(mixtures: &[Mixture]) -> Option<f64> {
    let costs = mixtures.iter().filter_map(|mixture| {
        let at_once = { mixture.counts.iter().zip(0..) }.filter(|(_, kind)| is_at_once(*kind));
        let at_once: f64 = at_once.map(|(count, _)| count).sum();
        (at_once >= TELLING as f64).then(|| mixture.total / at_once)
    });
    let mut costs: Vec<f64> = costs.collect();
    costs.sort_by(f64::total_cmp);
    costs.get(costs.len() / 4).copied()
}

fn geometric_mean(numbers: &[u64]) -> u64 {
    let logs = numbers.iter().map(|number| (*number.max(&1) as f64).ln());
    (logs.sum::<f64>() / numbers.len().max(1) as f64)
        .exp()
        .round() as u64
}

impl Calibration {
    /// The profile: TOML, for `--profile FILE`.
    pub fn profile(&self) -> String {
        let names: Vec<&str> = self.agreements.iter().map(|it| &*it.name).collect();
        let source = format!(
            "measured by gilscope calibrate, {} runs each; instruction-cost: the geometric mean of {}",
            self.runs,
            names.join(", "),
        );
        let mut out = String::from("about = \"this machine, as it was measured\"\n");
        out.push_str(&format!("source = {source:?}\n"));
        let (costs, others): (Vec<_>, Vec<_>) =
            { told(&self.config).into_iter() }.partition(|(key, _)| *key == "op-costs");
        for (key, text) in others {
            let is_number = text.bytes().all(|byte| byte.is_ascii_digit()) && text != "0";
            match is_number {
                true => out.push_str(&format!("{key} = {text}\n")),
                false => out.push_str(&format!("{key} = \"{text}\"\n")),
            }
        }
        for (key, text) in costs {
            out.push_str(&format!("\n[{key}]\n"));
            let rows = text.split(',').filter_map(|row| row.split_once('='));
            rows.for_each(|(name, cost)| out.push_str(&format!("{name} = {cost:?}\n")));
        }
        out
    }

    /// What was measured, for people: how near the virtual clock is.
    pub fn text(&self, look: Look) -> String {
        let mut out = format!(
            "  {}{}{}{}{}\n  {}\n",
            left("script", 34),
            right("measured", 12),
            right("predicted", 12),
            right("ratio", 8),
            right("instruction", 14),
            "─".repeat(WIDTH - 20),
        );
        for it in &self.agreements {
            out.push_str(&format!(
                "  {}{}{}{}{}\n",
                left(&it.name, 34),
                right(&fine(it.measured), 12),
                right(&fine(it.predicted), 12),
                right(&format!("{:.2}", it.ratio()), 8),
                right(&format!("{:.1} ns", it.picos as f64 / 1000.0), 14),
            ));
        }
        out.push('\n');
        out.push_str(&wrap(
            "measured: the least CPU time here (what else runs on the machine only adds to it); predicted: \
             CPU time on the virtual clock with these figures. They are fitted to all of these scripts \
             together: for a closer prediction of one, calibrate by the script itself. gilscope agree shows \
             how near elapsed times come.",
            "  ",
        ));
        look.plain(&out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::captured::FindModule;
    use crate::lab::files::MemoryFiles;
    use crate::lab::hardware::Profile;
    use crate::vm::Options;
    use gilscope_runtime::heap::Counting;
    use std::sync::Arc;

    /// On a machine that is simulated itself: what is measured is known.
    fn calibrated(machine: impl Fn(&mut Config)) -> Calibration {
        let mut config = Config::new(Clock::Virtual);
        config.hardware.cores = 2;
        let setup = Setup {
            config,
            counting: Counting::Plain,
            options: Options {
                cores: 2,
                files: false,
                ..Options::default()
            },
        };
        let find: FindModule = Arc::new(|_, _| None);
        let run = |job: &Job| {
            let mut job = job.clone();
            if job.setup.config.clock != Clock::Virtual {
                job.setup.config.clock = Clock::Virtual;
                machine(&mut job.setup.config);
            }
            job.run(&find, || Box::new(MemoryFiles::empty()))
        };
        let calibrator = Calibrator {
            setup,
            runs: 1,
            run: &run,
            progress: &|_| (),
        };
        let text = "t = 0\nfor i in range(2000):\n    t += i\n";
        let calibration = calibrator.calibrate(vec![("loop".into(), compiled(text))]);
        calibration.unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    #[cfg(feature = "os")]
    fn the_figures_of_a_known_machine_are_found() {
        let found = calibrated(|config| {
            config.hardware.picos_per_instruction = 12_000;
            config.hardware.wake_up = Nanos::from_micros(7);
            config.hardware.syscall = Nanos::from_micros(55);
            config.hardware.syscall_cpu = Nanos::from_micros(6);
            config.hardware.thread_start = Nanos::from_micros(40);
            config.hardware.thread_start_cpu = Nanos::from_micros(45);
        });
        let hardware = &found.config.hardware;
        let near = |found: u64, known: u64, what: &str| {
            let off = found.abs_diff(known) as f64 / known as f64;
            assert!(off < 0.05, "{what}: {found} for {known}");
        };
        near(hardware.picos_per_instruction, 12_000, "instruction");
        near(hardware.syscall.0, 55_000, "syscall");
        near(hardware.wake_up.0, 7_000, "wake-up");
        near(hardware.thread_start.0, 40_000, "thread-start");
        near(hardware.syscall_cpu.0, 6_000, "syscall-cpu");
        near(hardware.thread_start_cpu.0, 45_000, "thread-start-cpu");
        assert!((found.agreements[0].ratio() - 1.0).abs() < 0.05);
        assert!(hardware.costs.is_some());
    }

    #[test]
    fn the_profile_can_be_read_again() {
        let found = calibrated(|_| ());
        let profile = Profile::read(&found.profile()).unwrap_or_else(|error| panic!("{error}"));
        let mut config = Config::new(Clock::Virtual);
        profile.apply(&mut config);
        assert_eq!(told(&config), told(&found.config));
    }
}
