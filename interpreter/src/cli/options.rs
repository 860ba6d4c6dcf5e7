//! What of the command line sets up a run. Every option can also be spelled `-X key=value`, so that
//! the same command line works for CPython, which ignores keys that it does not know.

use clap::Args;
use gilscope::lab::hardware::{self, Profile, SHIPPED, checked, cores, span, span_or_none};
use gilscope::lab::presets::Preset;
use gilscope::machine::Setup;
use gilscope::safe_points::SafePoints;
use gilscope::vm::Options;
use gilscope_runtime::driver::{Clock, Config, Gil, Io};
use gilscope_runtime::gil::{Handoff, Switch};
use gilscope_runtime::heap::Counting;
use gilscope_runtime::time::Nanos;

/// How to run a script.
#[derive(Args, Clone, Default, Debug)]
pub struct RunOptions {
    /// Set everything below as that runtime does: python2.7, python3.9, python3.14, python3.14t, pypy,
    /// micropython, ruby .. (gilscope help presets)
    #[arg(long, value_name = "NAME", value_parser = Preset::named, help_heading = "Who runs")]
    pub like: Option<Preset>,
    /// Whether there is a GIL [default: on]
    ///
    /// PYTHON_GIL=0 in the environment turns it off too; an option goes first.
    #[arg(long, value_name = "on|off", value_parser = on_off, help_heading = "Who runs")]
    pub gil: Option<bool>,
    /// Let the GIL go after N instructions, if a thread waits [default: 1000000]
    #[arg(long, value_name = "N", conflicts_with = "switch_interval", help_heading = "Who runs",
          value_parser = positive)]
    pub switch_every: Option<u64>,
    /// Let the GIL go when a thread has waited this long, as CPython does after 5ms
    #[arg(long, value_name = "TIME", value_parser = span, help_heading = "Who runs")]
    pub switch_interval: Option<Nanos>,
    /// How the GIL changes hands: first come first served; release and race (Python <= 3.1); the
    /// leaver waits until another has it (CPython 3.2+); threads back from I/O go first [default:
    /// forced]
    #[arg(long, value_name = "fair|barging|forced|io-first", value_parser = handoff,
          help_heading = "Who runs")]
    pub handoff: Option<Handoff>,
    /// How long a thread keeps the GIL although one back from I/O wants it (io-first only)
    /// [default: 0]
    #[arg(long, value_name = "TIME", value_parser = span_or_none, help_heading = "Who runs")]
    pub min_slice: Option<Nanos>,
    /// Where a thread that holds the GIL may be switched: after every instruction, or where that
    /// runtime looks; `blocking`: nowhere but where it waits [default: every]
    #[arg(long, value_name = "every|py27|py39|py310|micropython|ruby|blocking",
          value_parser = safe_points, help_heading = "Who runs")]
    pub safe_points: Option<SafePoints>,
    /// Keep the GIL during I/O? Then threads never help [default: release]
    #[arg(long, value_name = "release|hold", value_parser = io, help_heading = "Who runs")]
    pub io: Option<Io>,
    /// How references are counted: by load and store; by atomic instructions; by load and store in the
    /// thread that made the object and atomically in others, as in CPython without the GIL; by load and
    /// store until another thread can find the object; by load and store without the GIL, in
    /// quarantine, to see what breaks [default: plain with the GIL, escape without]
    #[arg(long, value_name = "plain|atomic|biased|escape|racy", value_parser = counting,
          help_heading = "Who runs")]
    pub counting: Option<Counting>,
    /// Objects whose last reference another thread has dropped stay until the thread that made them
    /// runs again, however long it waits, as in CPython 3.13 and 3.14 without the GIL (biased only)
    #[arg(long, help_heading = "Who runs")]
    pub no_detached_merge: bool,
    /// The computer's clock and OS threads, or an exact simulation of both [default: real]
    #[arg(long, value_name = "real|virtual", value_parser = clock, help_heading = "Clock")]
    pub clock: Option<Clock>,
    /// Cores of the simulated machine (virtual clock only) [default: 4]
    #[arg(long, value_name = "K", value_parser = cores, help_heading = "Clock")]
    pub cores: Option<usize>,
    /// CPU time that a process takes to start (virtual clock only) [default: 2.5ms forked, 95ms
    /// spawned: what CPython takes]
    #[arg(long, value_name = "TIME", value_parser = span_or_none, help_heading = "Clock")]
    pub process_start: Option<Nanos>,
    /// What an instruction takes
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("instruction-cost", text),
          help_heading = "Simulated machine")]
    pub instruction_cost: Option<String>,
    /// What single instructions take: Call=5ns,slow-Call=60ns (gilscope help profiles)
    #[arg(long, value_name = "OP=TIME,…", value_parser = |text: &str| checked("op-costs", text),
          help_heading = "Simulated machine")]
    pub op_costs: Option<String>,
    /// From the moment at which a thread is woken by another to the moment at which it runs
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("wake-up", text),
          help_heading = "Simulated machine")]
    pub wake_up: Option<String>,
    /// CPU time that it takes a core to change threads
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("context-switch", text),
          help_heading = "Simulated machine")]
    pub context_switch: Option<String>,
    /// How long a thread keeps its core while others have none
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("quantum", text),
          help_heading = "Simulated machine")]
    pub quantum: Option<String>,
    /// What each call that waits takes beside its wait, without the GIL
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("syscall", text),
          help_heading = "Simulated machine")]
    pub syscall: Option<String>,
    /// CPU time that each such call takes when it is over, with the GIL
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("syscall-cpu", text),
          help_heading = "Simulated machine")]
    pub syscall_cpu: Option<String>,
    /// What a thread takes to start
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("thread-start", text),
          help_heading = "Simulated machine")]
    pub thread_start: Option<String>,
    /// CPU time that a thread takes to start
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("thread-start-cpu", text),
          help_heading = "Simulated machine")]
    pub thread_start_cpu: Option<String>,
    /// CPU time that a lock costs a thread that had to wait for it, with the GIL off
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("contention", text),
          help_heading = "Simulated machine")]
    pub contention: Option<String>,
    /// CPU time that counting a reference to a shared object takes, with the GIL off
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("shared-count", text),
          help_heading = "Simulated machine")]
    pub shared_count: Option<String>,
    /// The same on top, where another thread has counted the object last
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("count-transfer", text),
          help_heading = "Simulated machine")]
    pub count_transfer: Option<String>,
    /// CPU time of the collector for each object that it looks at
    #[arg(long, value_name = "TIME", value_parser = |text: &str| checked("collection-cost", text),
          help_heading = "Simulated machine")]
    pub collection_cost: Option<String>,
    /// How fast each core is, 1 being full speed
    #[arg(long, value_name = "S,S,…", value_parser = |text: &str| checked("core-speeds", text),
          help_heading = "Simulated machine")]
    pub core_speeds: Option<String>,
    /// Figures of the simulated machine from a TOML file, or a shipped profile: laptop, server-64,
    /// raspberry (gilscope help profiles)
    #[arg(long, value_name = "NAME|FILE", help_heading = "Simulated machine")]
    pub profile: Option<String>,
    /// What the profile says.
    #[arg(skip)]
    pub figures: Profile,
    /// Seed of everything left to chance: simulated scheduling, and `random` if not seeded
    #[arg(long, value_name = "N", help_heading = "Clock")]
    pub seed: Option<u64>,
    /// End with MemoryError beyond this much memory: 512M, 2G
    #[arg(long, value_name = "SIZE", value_parser = size, help_heading = "Limits")]
    pub max_memory: Option<u64>,
    /// Stop after N instructions of all threads together
    #[arg(long, value_name = "N", value_parser = positive, help_heading = "Limits")]
    pub max_instructions: Option<u64>,
    /// Refuse to start more than N threads at a time
    #[arg(long, value_name = "N", value_parser = threads, help_heading = "Limits")]
    pub max_threads: Option<u32>,
    /// Keep the script away from files
    #[arg(long, help_heading = "Limits")]
    pub no_files: bool,
    /// Any of these as CPython spells options: -X gil=0, -X switch=100
    #[arg(short = 'X', value_name = "KEY[=VALUE]", help_heading = "Who runs")]
    pub x: Vec<String>,
}

impl RunOptions {
    /// With `-X` keys and `PYTHON_GIL` taken in, where no option says otherwise.
    pub fn resolved(mut self) -> Result<RunOptions, String> {
        for item in std::mem::take(&mut self.x) {
            let (key, value) = item.split_once('=').unwrap_or((&item, ""));
            self.take_key(key, value)
                .map_err(|error| format!("-X {item}: {error}"))?;
        }
        self.take_preset();
        self.take_profile()?;
        if let (None, Ok(value)) = (self.gil, std::env::var("PYTHON_GIL")) {
            self.gil = match value.as_str() {
                "" => None,
                "0" => Some(false),
                "1" => Some(true),
                _ => return Err("PYTHON_GIL must be \"0\" or \"1\"".into()),
            };
        }
        if self.counting == Some(Counting::Racy) {
            // With the GIL there is nothing to see.
            self.gil.get_or_insert(false);
        }
        Ok(self)
    }

    /// Fills in what the preset says where nothing else does; its way of counting is seen to where it is
    /// known whether there is a GIL.
    fn take_preset(&mut self) {
        let Some(preset) = self.like else { return };
        let is_timed = self.switch_every.is_some() || self.switch_interval.is_some();
        match preset.switch {
            Switch::EveryN(n) if !is_timed => self.switch_every = Some(n),
            Switch::Interval(interval) if !is_timed => self.switch_interval = Some(interval),
            _ => {}
        }
        self.gil.get_or_insert(preset.gil == Gil::On);
        self.handoff.get_or_insert(preset.handoff);
        self.safe_points.get_or_insert(preset.safe_points);
    }

    /// Reads the profile, if one is named.
    fn take_profile(&mut self) -> Result<(), String> {
        let Some(name) = &self.profile else {
            return Ok(());
        };
        if let Some(shipped) = Profile::shipped(name) {
            self.figures = shipped;
            return Ok(());
        }
        let text = std::fs::read_to_string(name).map_err(|error| {
            let names: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
            format!(
                "--profile {name}: {error}; shipped profiles are {}",
                names.join(", ")
            )
        })?;
        let profile = Profile::read(&text);
        self.figures = profile.map_err(|error| format!("--profile {name}: {error}"))?;
        Ok(())
    }

    /// The options that set figures of the simulated machine, by name.
    fn machine(&self) -> [(&'static str, &Option<String>); 14] {
        [
            ("core-speeds", &self.core_speeds),
            ("instruction-cost", &self.instruction_cost),
            ("op-costs", &self.op_costs),
            ("wake-up", &self.wake_up),
            ("context-switch", &self.context_switch),
            ("quantum", &self.quantum),
            ("syscall", &self.syscall),
            ("syscall-cpu", &self.syscall_cpu),
            ("thread-start", &self.thread_start),
            ("thread-start-cpu", &self.thread_start_cpu),
            ("contention", &self.contention),
            ("shared-count", &self.shared_count),
            ("count-transfer", &self.count_transfer),
            ("collection-cost", &self.collection_cost),
        ]
    }

    /// Whether an option or the profile sets this figure of the simulated machine.
    pub fn sets(&self, key: &str) -> bool {
        let is_told = |(name, value): (&str, &Option<String>)| name == key && value.is_some();
        self.machine().into_iter().any(is_told) || self.figures.tells(key)
    }

    /// The option for a figure of the simulated machine of which there is a `-X` key.
    fn figure(&mut self, key: &str) -> Option<&mut Option<String>> {
        Some(match key {
            "core-speeds" => &mut self.core_speeds,
            "instruction-cost" => &mut self.instruction_cost,
            "op-costs" => &mut self.op_costs,
            "wake-up" => &mut self.wake_up,
            "context-switch" => &mut self.context_switch,
            "quantum" => &mut self.quantum,
            "syscall" => &mut self.syscall,
            "syscall-cpu" => &mut self.syscall_cpu,
            "thread-start" => &mut self.thread_start,
            "thread-start-cpu" => &mut self.thread_start_cpu,
            "contention" => &mut self.contention,
            "shared-count" => &mut self.shared_count,
            "count-transfer" => &mut self.count_transfer,
            "collection-cost" => &mut self.collection_cost,
            _ => return None,
        })
    }

    /// Takes in a `-X` key; unknown ones are CPython's business.
    fn take_key(&mut self, key: &str, value: &str) -> Result<(), String> {
        fn fill<T>(slot: &mut Option<T>, value: Result<T, String>) -> Result<(), String> {
            let value = value?;
            slot.get_or_insert(value);
            Ok(())
        }
        if let Some(slot) = self.figure(key) {
            return fill(slot, checked(key, value));
        }
        match key {
            "like" => fill(&mut self.like, Preset::named(value)),
            "profile" => fill(&mut self.profile, Ok(value.to_string())),
            "gil" => fill(&mut self.gil, on_off(value)),
            "switch" | "switch-every" => fill(&mut self.switch_every, positive(value)),
            "interval" | "switch-interval" => fill(&mut self.switch_interval, span(value)),
            "handoff" => fill(&mut self.handoff, handoff(value)),
            "min-slice" => fill(&mut self.min_slice, span_or_none(value)),
            "safe-points" => fill(&mut self.safe_points, safe_points(value)),
            "io" => fill(&mut self.io, io(value)),
            "counting" => fill(&mut self.counting, counting(value)),
            "detached-merge" => {
                self.no_detached_merge |= !on_off(value)?;
                Ok(())
            }
            "clock" => fill(&mut self.clock, clock(value)),
            "cores" => fill(&mut self.cores, cores(value)),
            "process-start" => fill(&mut self.process_start, span_or_none(value)),
            "seed" => fill(&mut self.seed, number(value)),
            "max-memory" => fill(&mut self.max_memory, size(value)),
            "max-instructions" => fill(&mut self.max_instructions, positive(value)),
            "max-threads" => fill(&mut self.max_threads, threads(value)),
            _ => Ok(()),
        }
    }

    /// Whether the options go together; if not, what is wrong.
    pub fn check(&self) -> Result<(), String> {
        let is_real = self.clock.unwrap_or(Clock::Real) == Clock::Real;
        if is_real && self.gil == Some(false) && self.counting == Some(Counting::Plain) {
            return Err(
                "--counting plain needs the GIL or --clock virtual: OS threads would \
                        corrupt the counts. --counting racy shows how, in quarantine"
                    .into(),
            );
        }
        if self.no_detached_merge && self.counted() != Counting::Biased {
            return Err(
                "--no-detached-merge is for --counting biased: others have no merges".into(),
            );
        }
        let is_io_first = matches!(self.handoff, Some(Handoff::IoFirst { .. }));
        if self.min_slice.is_some() && !is_io_first {
            return Err("--min-slice is for --handoff io-first: others have no such slice".into());
        }
        let is_timed = self.switch_every.is_some() || self.switch_interval.is_some();
        if is_timed && self.safe_points == Some(SafePoints::Blocking) {
            return Err(
                "--safe-points blocking: threads are switched where they wait, and \
                        neither --switch-every nor --switch-interval makes them"
                    .into(),
            );
        }
        let told = { self.machine().into_iter() }.find(|(_, text)| text.is_some());
        let told = told.map(|(key, _)| key);
        let told = told.or(self.cores.map(|_| "cores"));
        let told = told.or(self.profile.as_ref().map(|_| "profile"));
        if let (true, Some(key)) = (is_real, told) {
            return Err(format!(
                "--{key} describes the simulated machine: add --clock virtual"
            ));
        }
        hardware::check(&self.config())
    }

    /// The machine to be simulated, as the profile and the options describe it.
    fn config(&self) -> Config {
        let mut config = Config::new(self.clock.unwrap_or(Clock::Real));
        self.figures.apply(&mut config);
        for (key, text) in self.machine() {
            if let Some(text) = text {
                // It has been read before.
                let set = hardware::set(&mut config, key, text);
                debug_assert_eq!(set, Ok(()), "{key}");
            }
        }
        if let Some(cores) = self.cores {
            config.hardware.cores = cores;
        }
        config.process_start = self.process_start.or(config.process_start);
        config
    }

    /// How references are counted: as was asked for, as the preset has it without a GIL, or as usual.
    fn counted(&self) -> Counting {
        let gil = self.gil.unwrap_or(true);
        self.counting.unwrap_or(match self.like {
            Some(preset) if !gil && preset.gil == Gil::Off => preset.counting,
            _ => Counting::usual(gil),
        })
    }

    /// Whether others drop what a thread that waits is to drop.
    fn merges_for_detached(&self) -> bool {
        let is_like = self.counting.is_none() && self.like.is_some_and(|it| !it.detached_merge);
        !self.no_detached_merge && !is_like
    }

    /// What the machine needs to know, with defaults filled in.
    pub fn setup(&self, argv: Vec<String>) -> Setup {
        let gil = self.gil.unwrap_or(true);
        let counting = self.counted();
        let mut config = self.config();
        config.gil = if gil { Gil::On } else { Gil::Off };
        config.handoff = self.handoff.unwrap_or(config.handoff);
        if let (Handoff::IoFirst { min_slice, .. }, Some(slice)) =
            (&mut config.handoff, self.min_slice)
        {
            *min_slice = slice;
        }
        config.io = self.io.unwrap_or(config.io);
        config.seed = self.seed.unwrap_or(config.seed);
        config.limits.instructions = self.max_instructions.unwrap_or(config.limits.instructions);
        config.limits.threads = self.max_threads.unwrap_or(config.limits.threads);
        if let Some(n) = self.switch_every {
            config.switch = Switch::EveryN(n);
        }
        if let Some(interval) = self.switch_interval {
            config.switch = Switch::Interval(interval);
        }
        let options = Options {
            gil,
            safe_points: self.safe_points.unwrap_or(SafePoints::Every),
            argv,
            max_memory: self.max_memory,
            switch_interval: self.switch_interval.map_or(0.005, Nanos::as_secs_f64),
            cores: config.cores(),
            files: !self.no_files,
            detached_merge: self.merges_for_detached(),
            opcode_stats: false,
            watcher: None,
        };
        Setup {
            config,
            counting,
            options,
        }
    }
}

fn one_of<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<T, String> {
    let found = choices.iter().find(|(name, _)| *name == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        format!("one of {} is expected", names.join(", "))
    })
}

fn on_off(text: &str) -> Result<bool, String> {
    one_of(
        text,
        &[("on", true), ("off", false), ("1", true), ("0", false)],
    )
}

fn handoff(text: &str) -> Result<Handoff, String> {
    one_of(text, &Handoff::ALL.map(|handoff| (handoff.name(), handoff)))
}

/// A set of safe points.
pub fn safe_points(text: &str) -> Result<SafePoints, String> {
    let sets = { SafePoints::ALL.iter() }.map(|set| (set.name(), *set));
    one_of(text, &sets.collect::<Vec<_>>())
}

fn io(text: &str) -> Result<Io, String> {
    one_of(text, &[("release", Io::Release), ("hold", Io::Hold)])
}

fn counting(text: &str) -> Result<Counting, String> {
    one_of(
        text,
        &Counting::ALL.map(|counting| (counting.name(), counting)),
    )
}

fn clock(text: &str) -> Result<Clock, String> {
    one_of(text, &[("real", Clock::Real), ("virtual", Clock::Virtual)])
}

fn number(text: &str) -> Result<u64, String> {
    text.replace('_', "")
        .parse()
        .map_err(|_| "a whole number is expected".to_string())
}

fn positive(text: &str) -> Result<u64, String> {
    match number(text)? {
        0 => Err("a number above zero is expected".into()),
        n => Ok(n),
    }
}

fn threads(text: &str) -> Result<u32, String> {
    u32::try_from(positive(text)?).map_err(|_| "that is too many threads".to_string())
}

/// An amount of memory in bytes: `512M`, `2G`, `4096`.
fn size(text: &str) -> Result<u64, String> {
    let upper = text.to_ascii_uppercase();
    let plain = upper.trim_end_matches('B').trim_end_matches('I');
    let units = [("K", 10), ("M", 20), ("G", 30), ("T", 40), ("", 0)];
    let (digits, shift) = { units.iter() }
        .find_map(|(unit, shift)| Some((plain.strip_suffix(unit)?, *shift)))
        .unwrap_or((plain, 0));
    let bytes = digits
        .parse::<u64>()
        .ok()
        .and_then(|n| n.checked_mul(1 << shift));
    bytes
        .filter(|n| *n > 0)
        .ok_or_else(|| "a size such as 512M or 2G is expected".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units() {
        assert_eq!(span("5ms"), Ok(Nanos::from_millis(5)));
        assert_eq!(span("250us"), Ok(Nanos::from_micros(250)));
        assert_eq!(span("0.005"), Ok(Nanos::from_millis(5)));
        assert!(span("-1s").is_err() && span("soon").is_err() && span("").is_err());
        assert_eq!(size("512M"), Ok(512 << 20));
        assert_eq!(size("2GiB"), Ok(2 << 30));
        assert_eq!(size("100"), Ok(100));
        assert!(size("0").is_err() && size("99999999999T").is_err() && size("M").is_err());
    }

    #[test]
    fn options_go_before_keys() {
        let options = RunOptions {
            gil: Some(true),
            x: ["gil=0", "switch=100", "dev", "frozen_modules=off"]
                .map(String::from)
                .into(),
            ..RunOptions::default()
        };
        let options = options.resolved().expect("they are sound");
        assert_eq!((options.gil, options.switch_every), (Some(true), Some(100)));
        let wrong = RunOptions {
            x: vec!["gil=2".into()],
            ..RunOptions::default()
        };
        assert!(wrong.resolved().is_err());
    }
}
