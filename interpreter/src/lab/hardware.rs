//! The figures of the simulated machine: one table for the command line, for profiles and for help.
//!
//! A profile is a TOML file of these figures; some come with gilscope.

use super::look::{Look, Paint, left, wrap};
use crate::strings::suggest::suggest;
use crate::vm::meter::{kind_name, kind_named, untold_cost, untold_costs};
use crate::work::Work;
use gilscope_runtime::driver::{Clock, Config, Hardware};
use gilscope_runtime::time::Nanos;

/// One figure: what sets it, and what it is now.
pub struct Figure {
    /// Its name: an option without the dashes, a key of profiles.
    pub key: &'static str,
    /// What its value looks like.
    pub value: &'static str,
    /// What it means.
    pub sentence: &'static str,
    set: Set,
    get: Get,
}

/// Sets a figure, or says what is expected.
type Set = fn(&mut Config, &str) -> Result<(), String>;

/// Gives a figure as it can be read.
type Get = fn(&Config) -> String;

macro_rules! times {
    ($field:ident) => {
        (
            |config, text| span_or_none(text).map(|span| config.hardware.$field = span),
            |config| short(config.hardware.$field.0.saturating_mul(1000)),
        )
    };
}

/// For a figure that has no value.
const NOT_TOLD: &str = "–";
/// For speeds that are not told.
const ALL_ALIKE: &str = "all 1";

const fn figure(
    key: &'static str,
    value: &'static str,
    sentence: &'static str,
    (set, get): (Set, Get),
) -> Figure {
    Figure {
        key,
        value,
        sentence,
        set,
        get,
    }
}

/// Every figure, in the order in which they are told.
pub const FIGURES: &[Figure] = &[
    figure(
        "cores",
        "K",
        "cores that threads run on",
        (
            |config, text| cores(text).map(|cores| config.hardware.cores = cores),
            |config| config.hardware.cores.to_string(),
        ),
    ),
    figure(
        "core-speeds",
        "S,S,…",
        "how fast each core is, 1 being full speed; told for every core, and so their number. A \
         thread gets the fastest that is free",
        (set_speeds, |config| speeds_text(&config.hardware.speeds)),
    ),
    figure(
        "instruction-cost",
        "TIME",
        "what an instruction takes at full speed",
        (
            |config, text| picos(text).map(|picos| config.hardware.picos_per_instruction = picos),
            |config| short(config.hardware.picos_per_instruction),
        ),
    ),
    figure(
        "op-costs",
        "OP=TIME,…",
        "what single instructions take at full speed, by the names of `gilscope dis`; slow-OP: what such \
         an instruction takes on top where it is not done at once. Others take what instruction-cost says. \
         work-KIND: what a unit of work takes that no instruction tells (see below); nothing if not told",
        (set_costs, |config| costs_text(&config.hardware)),
    ),
    figure(
        "wake-up",
        "TIME",
        "from the moment at which a thread is woken by another to the moment at which it runs",
        times!(wake_up),
    ),
    figure(
        "context-switch",
        "TIME",
        "CPU time that it takes a core to go on with another thread than the one it ran last",
        times!(context_switch),
    ),
    figure(
        "quantum",
        "TIME",
        "how long a thread keeps its core while others have none",
        (
            |config, text| span(text).map(|span| config.hardware.quantum = span),
            |config| short(config.hardware.quantum.0.saturating_mul(1000)),
        ),
    ),
    figure(
        "syscall",
        "TIME",
        "what each call that lets the GIL go for I/O takes beside its own wait",
        times!(syscall),
    ),
    figure(
        "syscall-cpu",
        "TIME",
        "CPU time that each such call takes when it is over, with the GIL",
        times!(syscall_cpu),
    ),
    figure(
        "thread-start",
        "TIME",
        "from the start of a thread to the moment at which it asks for the GIL or a core",
        times!(thread_start),
    ),
    figure(
        "thread-start-cpu",
        "TIME",
        "CPU time that a thread takes to start, before its first instruction and with the GIL",
        times!(thread_start_cpu),
    ),
    figure(
        "contention",
        "TIME",
        "with the GIL off: CPU time that a lock of the script costs a thread that had to wait for it. \
         Locks that were free cost nothing",
        times!(contention),
    ),
    figure(
        "shared-count",
        "TIME",
        "with the GIL off: CPU time that counting a reference to a shared object takes on top of its \
         instruction. With this or the next figure, a run goes instruction by instruction",
        times!(shared_count),
    ),
    figure(
        "count-transfer",
        "TIME",
        "the same on top of that, where another thread has counted the object last",
        times!(count_transfer),
    ),
    figure(
        "collection-cost",
        "TIME",
        "CPU time of the collector of garbage in cycles for each object that it looks at",
        times!(collection),
    ),
    figure(
        "process-start",
        "TIME",
        "CPU time that a process takes to start; if not told, 2.5ms forked and 95ms spawned",
        (
            |config, text| span_or_none(text).map(|span| config.process_start = Some(span)),
            |config| {
                let told = config.process_start;
                told.map_or(NOT_TOLD.into(), |span| short(span.0.saturating_mul(1000)))
            },
        ),
    ),
];

/// Sets the figure of this name.
///
/// Says what is expected if the text is no such value.
pub fn set(config: &mut Config, key: &str, text: &str) -> Result<(), String> {
    match FIGURES.iter().find(|figure| figure.key == key) {
        Some(figure) => (figure.set)(config, text),
        None => Err(unknown(key)),
    }
}

/// Whether a text is a value of the figure of this name; gives it back.
pub fn checked(key: &str, text: &str) -> Result<String, String> {
    set(&mut Config::new(Clock::Virtual), key, text).map(|()| text.to_string())
}

/// The figures as they are, by name, as they can be read again; without those that nothing was said of.
pub fn told(config: &Config) -> Vec<(&'static str, String)> {
    let figures = { FIGURES.iter() }.map(|figure| (figure.key, (figure.get)(config)));
    figures
        .filter(|(_, text)| ![NOT_TOLD, ALL_ALIKE].contains(&text.as_str()))
        .collect()
}

/// Whether the figures go together; if not, what is wrong.
pub fn check(config: &Config) -> Result<(), String> {
    let (cores, speeds) = (config.hardware.cores, config.hardware.speeds.len());
    if speeds > 0 && speeds != cores {
        return Err(format!(
            "core-speeds tells of {speeds} cores, and cores says {cores}: leave out one of the two"
        ));
    }
    Ok(())
}

fn unknown(key: &str) -> String {
    let keys: Vec<&str> = FIGURES.iter().map(|figure| figure.key).collect();
    match suggest(key, &keys) {
        Some(near) => format!("there is no figure '{key}': is '{near}' meant?"),
        None => format!("there is no figure '{key}'; there are {}", keys.join(", ")),
    }
}

fn set_speeds(config: &mut Config, text: &str) -> Result<(), String> {
    let speed = |text: &str| {
        let speed: f64 = text.trim().parse().map_err(|_| text.trim().to_string())?;
        let thousandths = (speed * f64::from(Hardware::FULL)).round();
        match (1.0..=100_000.0).contains(&thousandths) {
            true => Ok(thousandths as u32),
            false => Err(text.trim().to_string()),
        }
    };
    let speeds: Result<Vec<u32>, String> = text.split(',').map(speed).collect();
    let speeds = speeds.map_err(|wrong| {
        format!("speeds such as 1,1,0.6,0.6 are expected, from 0.001 to 100, not '{wrong}'")
    })?;
    config.hardware.cores = cores(&speeds.len().to_string())?;
    config.hardware.speeds = speeds;
    Ok(())
}

fn set_costs(config: &mut Config, text: &str) -> Result<(), String> {
    let mut costs = untold_costs();
    for part in text.split(',').filter(|part| !part.trim().is_empty()) {
        let expected =
            || format!("costs such as Call=5ns,slow-Call=60ns are expected, not '{part}'");
        let (name, cost) = part.split_once('=').ok_or_else(expected)?;
        let kind = kind_named(name.trim());
        let kind = kind.ok_or_else(|| format!("there is no instruction '{}'", name.trim()))?;
        costs[kind] = match cost.trim() {
            "0" => 0,
            cost => picos(cost).map_err(|_| expected())?,
        };
    }
    config.hardware.costs = Some(costs.into());
    Ok(())
}

fn costs_text(hardware: &Hardware) -> String {
    let Some(costs) = &hardware.costs else {
        return NOT_TOLD.into();
    };
    let told = costs.iter().enumerate();
    let told = told.filter(|(kind, cost)| **cost != untold_cost(*kind));
    let each: Vec<String> = told
        .map(|(kind, cost)| format!("{}={}", kind_name(kind), short(*cost)))
        .collect();
    each.join(",")
}

fn speeds_text(speeds: &[u32]) -> String {
    let full = f64::from(Hardware::FULL);
    let each: Vec<String> = { speeds.iter() }
        .map(|speed| (f64::from(*speed) / full).to_string())
        .collect();
    match each.is_empty() {
        true => ALL_ALIKE.into(),
        false => each.join(","),
    }
}

/// A span of so many picoseconds, as it can be read again.
fn short(picos: u64) -> String {
    let units = [
        (1_000_000_000_000, "s"),
        (1_000_000_000, "ms"),
        (1_000_000, "us"),
    ];
    let unit = units.into_iter().find(|(size, _)| picos >= *size);
    let (size, name) = unit.unwrap_or((1_000, "ns"));
    match picos {
        0 => "0".into(),
        _ => format!("{}{name}", picos as f64 / size as f64),
    }
}

// Values.

/// A number of cores that a simulation can hold.
pub fn cores(text: &str) -> Result<usize, String> {
    match text.replace('_', "").parse() {
        Ok(cores @ 1..=65_536) => Ok(cores),
        Ok(0) => Err("a number above zero is expected".into()),
        Ok(_) => Err("at most 65536 cores can be simulated".into()),
        Err(_) => Err("a whole number is expected".into()),
    }
}

/// A span of time: `5ms`, `250us`, `0.1s`; a bare number means seconds.
pub fn span(text: &str) -> Result<Nanos, String> {
    seconds(text).map(Nanos::from_secs_f64)
}

/// A time that may be nothing at all.
pub fn span_or_none(text: &str) -> Result<Nanos, String> {
    match text {
        "0" | "0s" | "0ms" | "0us" | "0ns" => Ok(Nanos::ZERO),
        _ => span(text),
    }
}

/// The longest span that is taken, in seconds: eleven days. The clock holds more than ten thousand of them.
const MOST: f64 = 1e6;

/// A span of time in picoseconds, at least 1.
fn picos(text: &str) -> Result<u64, String> {
    seconds(text).map(|seconds| ((seconds * 1e12).round() as u64).max(1))
}

fn seconds(text: &str) -> Result<f64, String> {
    let units = [
        ("ns", 1e9),
        ("us", 1e6),
        ("µs", 1e6),
        ("ms", 1e3),
        ("s", 1.0),
        ("", 1.0),
    ];
    let (digits, in_a_second) = { units.iter() }
        .find_map(|(unit, count)| Some((text.strip_suffix(unit)?, *count)))
        .unwrap_or((text, 1.0));
    match digits.trim().parse::<f64>() {
        Ok(value) if value > 0.0 && value / in_a_second <= MOST => Ok(value / in_a_second),
        Ok(value) if value > MOST => Err(format!("a time of at most {MOST} s is expected")),
        _ => Err("a time such as 5ms, 250us or 0.1s is expected".into()),
    }
}

// Profiles.

/// Figures of a machine, from a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Profile {
    /// What machine it is, in a few words; may be empty.
    pub about: String,
    /// Where the figures come from; may be empty.
    pub source: String,
    figures: Vec<(String, String)>,
}

/// The profiles that come with gilscope: name and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("laptop", include_str!("../../profiles/laptop.toml")),
    ("server-64", include_str!("../../profiles/server-64.toml")),
    ("raspberry", include_str!("../../profiles/raspberry.toml")),
];

impl Profile {
    /// The shipped profile of this name.
    pub fn shipped(name: &str) -> Option<Profile> {
        let (_, text) = SHIPPED.iter().find(|(shipped, _)| *shipped == name)?;
        let profile = Profile::read(text);
        Some(profile.unwrap_or_else(|error| panic!("(profiles) {name}: {error}")))
    }

    /// Reads the text of a profile: TOML, a key for each figure that is not as usual, and `about` and
    /// `source` in words.
    ///
    /// Says which line is wrong, or which key, and what is expected.
    pub fn read(text: &str) -> Result<Profile, String> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text[..start.min(text.len())].matches('\n').count() + 1;
            format!("line {line}: {}", error.message())
        })?;
        let mut profile = Profile::default();
        for (key, value) in table {
            match (key.as_str(), value) {
                ("about", toml::Value::String(words)) => profile.about = words,
                ("source", toml::Value::String(words)) => profile.source = words,
                (_, value) => {
                    let text = value_text(&value);
                    checked(&key, &text).map_err(|error| match error.contains(&key) {
                        true => error,
                        false => format!("{key} = {value}: {error}"),
                    })?;
                    profile.figures.push((key, text));
                }
            }
        }
        let mut config = Config::new(Clock::Virtual);
        profile.apply(&mut config);
        check(&config).map(|()| profile)
    }

    /// Whether it tells this figure.
    pub fn tells(&self, key: &str) -> bool {
        self.figures.iter().any(|(told, _)| told == key)
    }

    /// Sets all its figures.
    pub fn apply(&self, config: &mut Config) {
        // Speeds also tell how many cores there are; `read` has seen to it that both agree.
        for (key, text) in &self.figures {
            set(config, key, text).unwrap_or_else(|error| panic!("(profile) {key}: {error}"));
        }
    }
}

/// A value as the command line would have it.
fn value_text(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(value_text).collect();
            items.join(",")
        }
        toml::Value::Table(table) => {
            let rows = table.iter();
            let rows = rows.map(|(key, value)| format!("{key}={}", value_text(value)));
            rows.collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    }
}

/// What `gilscope help profiles` says.
pub fn profiles(look: Look) -> String {
    let mut out = String::from(
        "The machine that --clock virtual simulates. Each figure is an option, and a key of a profile:\n\
         --profile NAME, or --profile FILE with a TOML file. Options go before the profile.\n",
    );
    let usual = Config::new(Clock::Virtual);
    out.push_str(&format!("\n{}\n", look.paint(Paint::Strong, "Figures")));
    for figure in FIGURES {
        let option = format!("--{} {}", figure.key, figure.value);
        out.push_str(&format!(
            "  {} [default: {}]\n",
            left(&option, 28),
            (figure.get)(&usual)
        ));
        out.push_str(&wrap(figure.sentence, "      "));
    }
    out.push_str(&format!(
        "\n{}\n",
        look.paint(Paint::Strong, "Work, in op-costs")
    ));
    for work in Work::ALL {
        out.push_str(&format!("  {} {}\n", left(work.name(), 14), work.unit()));
    }
    out.push_str(&format!("\n{}\n", look.paint(Paint::Strong, "Profiles")));
    for (name, text) in SHIPPED {
        let profile = Profile::shipped(name).unwrap_or_default();
        out.push_str(&format!(
            "  {} {}\n",
            look.paint(Paint::Strong, &left(name, 12)),
            profile.about
        ));
        out.push_str(&wrap(&format!("Source: {}", profile.source), "      "));
        for line in text.lines().filter(|line| is_figure(line)) {
            out.push_str(&format!("      {line}\n"));
        }
    }
    look.plain(&out)
}

fn is_figure(line: &str) -> bool {
    let key = line.split(' ').next().unwrap_or_default();
    FIGURES.iter().any(|figure| figure.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_profiles_are_sound() {
        for (name, _) in SHIPPED {
            let profile = Profile::shipped(name).expect("it is there");
            assert!(
                !profile.about.is_empty() && !profile.source.is_empty(),
                "{name}"
            );
            let mut config = Config::new(Clock::Virtual);
            profile.apply(&mut config);
            assert_eq!(check(&config), Ok(()));
        }
        assert_eq!(Profile::shipped("abacus"), None);
    }

    #[test]
    fn a_profile_sets_what_it_tells() {
        let text = "cores = 2\nwake-up = \"2us\"\ninstruction-cost = \"3.3ns\"\nsyscall = 0\n";
        let mut config = Config::new(Clock::Virtual);
        Profile::read(text).expect("it is sound").apply(&mut config);
        let hardware = &config.hardware;
        assert_eq!(hardware.cores, 2);
        assert_eq!(hardware.wake_up, Nanos::from_micros(2));
        assert_eq!(hardware.picos_per_instruction, 3_300);
        assert_eq!(hardware.quantum, Hardware::default().quantum);
        let mut config = Config::new(Clock::Virtual);
        let speeds = Profile::read("core-speeds = [1, 0.6, 0.25]").expect("it is sound");
        speeds.apply(&mut config);
        assert_eq!(config.hardware.speeds, [1_000, 600, 250]);
        assert_eq!(config.hardware.cores, 3);
    }

    #[test]
    fn what_is_wrong_with_a_profile_is_said() {
        let check = |text: &str, expected: &str| match Profile::read(text) {
            Ok(profile) => panic!("{text}: {profile:?}"),
            Err(error) => assert!(error.contains(expected), "{text}: {error}"),
        };
        check("wakeup = \"1us\"", "is 'wake-up' meant?");
        check("colour = 1", "there are cores, core-speeds");
        check("wake-up = \"soon\"", "wake-up = \"soon\": a time such as");
        check(
            "cores = 4\ncore-speeds = [1, 1]",
            "core-speeds tells of 2 cores",
        );
        check("core-speeds = [1, 0]", "not '0'");
        check("syscall = \"9e9s\"", "at most 1000000 s");
        check("quantum = \"1e300s\"", "at most 1000000 s");
        check("quantum = nan", "a time such as");
        check("cores = 4\nquantum = \n", "line 2");
        check("cores = 0", "above zero");
        check("[hardware]\ncores = 4", "there is no figure 'hardware'");
        check(
            "[op-costs]\nJump = \"1ns\"\nJunp = \"1ns\"",
            "no instruction 'Junp'",
        );
        check("[op-costs]\nJump = \"soon\"", "not 'Jump=soon'");
    }

    #[test]
    fn figures_are_told_as_they_are_read() {
        let mut config = Config::new(Clock::Virtual);
        Profile::shipped("raspberry")
            .expect("it is there")
            .apply(&mut config);
        let mut again = Config::new(Clock::Virtual);
        for (key, text) in told(&config) {
            assert_eq!(set(&mut again, key, &text), Ok(()), "{key} {text}");
        }
        assert_eq!(again.hardware, config.hardware);
        assert_eq!(again.process_start, config.process_start);
    }
}
