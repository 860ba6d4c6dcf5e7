//! The options of commands that stand beside runs: `minimize`, `dis`, `fuzz`.

use super::arguments::{Look, ScriptArgs, times};
use super::options::safe_points;
use clap::Args;
use gilscope::lab::fuzz::program::Family;
use gilscope::safe_points::SafePoints;
use std::ffi::OsString;
use std::path::PathBuf;

/// `gilscope minimize`
#[derive(Args, Debug)]
pub struct Minimize {
    /// What `gilscope explore --save` has written
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The script, if it is not where it was
    #[arg(value_name = "SCRIPT")]
    pub script: Option<OsString>,
    /// Write the shorter schedule to FILE [default: beside the other one, its name with -min]
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Try no longer
    #[arg(long, value_name = "S", default_value_t = 20.0, value_parser = times)]
    pub seconds: f64,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// `gilscope dis`
#[derive(Args, Debug)]
pub struct Dis {
    /// What to show.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// Mark where a thread may be switched under this set of safe points
    #[arg(long, value_name = "every|py27|py39|py310|micropython|ruby|blocking",
          value_parser = safe_points, default_value = "py310")]
    pub safe_points: SafePoints,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// `gilscope fuzz`
#[derive(Args, Debug)]
pub struct Fuzz {
    /// How many programs to make [default: 100; without limit with --seconds]
    #[arg(long, value_name = "N")]
    pub programs: Option<u64>,
    /// Make no more programs after S seconds
    #[arg(long, value_name = "S")]
    pub seconds: Option<u64>,
    /// Seed of the first program; the others follow
    #[arg(long, value_name = "K")]
    pub seed: Option<u64>,
    /// Which programs: objects (one thread; last words in their order), free (threads without races),
    /// cyclic (the same with circles of objects), racy (threads that keep to no rule); may be given
    /// more than once [default: all in turn]
    #[arg(long, value_name = "FAMILY", value_parser = family)]
    pub family: Vec<Family>,
    /// Write programs that fail to this folder, made smaller, each with the command that shows it
    #[arg(long, value_name = "DIR")]
    pub keep_failing: Option<PathBuf>,
    /// Print the program of the seed and run nothing
    #[arg(long)]
    pub print: bool,
    /// Keep to the virtual clock, where each run can be had again
    #[arg(long)]
    pub no_real: bool,
    /// The Python to compare with [default: python3, if there is one]
    #[arg(long, value_name = "PYTHON")]
    pub python: Option<String>,
    /// Compare with no Python
    #[arg(long, conflicts_with = "python")]
    pub no_python: bool,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

fn family(text: &str) -> Result<Family, String> {
    let found = { Family::ALL.into_iter() }.find(|family| family.name() == text);
    found.ok_or_else(|| "one of objects, free, cyclic, racy is expected".into())
}
