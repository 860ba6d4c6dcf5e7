//! `gilscope xray`

use super::arguments::{Look, ScriptArgs};
use super::compare::progress;
use super::diagnostics::{show, write_file};
use super::disk::Disk;
use super::options::RunOptions;
use super::script::{self, wrong_usage};
use super::terminal::{Stream, Terminal};
use super::{page, run, status};
use clap::Args;
use gilscope::lab::captured::Job;
use gilscope::lab::xray::{COUNT_TRANSFER, SHARED_COUNT, SHORT, Xray, to_json, try_all};
use gilscope_runtime::driver::{Clock, Ending};
use gilscope_runtime::heap::{Counting, Free};
use std::path::PathBuf;

/// Events that the traces of all threads may hold.
const TRACE: usize = 1_000_000;

/// For its help.
pub const EXAMPLES: &str = "\
Examples:
  gilscope xray programs/shared_table.py
  gilscope xray --cores 2 --count-transfer 200ns programs/shared_table.py
  gilscope xray --counting biased --all programs/why_the_gil_exists.py 500
  gilscope xray --gil on --html xray.html --json xray.json programs/orders.py
";

/// What to do.
#[derive(Args, Debug)]
pub struct Wishes {
    /// How to run it.
    #[command(flatten)]
    pub options: RunOptions,
    /// What to run.
    #[command(flatten)]
    pub script: ScriptArgs,
    /// Run it again with one thing changed at a time [default: if it executes at most 3 million
    /// instructions]
    #[arg(long, help_heading = "Reports")]
    pub what_if: bool,
    /// Leave out these runs
    #[arg(long, conflicts_with = "what_if", help_heading = "Reports")]
    pub no_what_if: bool,
    /// Show every line, group of objects, lock …
    #[arg(long, help_heading = "Reports")]
    pub all: bool,
    /// Write the figures to FILE as JSON; `gilscope help json` explains them
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub json: Option<PathBuf>,
    /// Write a report to FILE: one page of HTML with the X-ray, timelines, charts and the source
    #[arg(long, value_name = "FILE", help_heading = "Reports")]
    pub html: Option<PathBuf>,
    /// How to show it.
    #[command(flatten)]
    pub look: Look,
}

/// Looks into a run of a script; gives the exit status.
pub fn run(wishes: &Wishes) -> u8 {
    match execute(wishes) {
        Ok(status) | Err(status) => status,
    }
}

fn execute(wishes: &Wishes) -> Result<u8, u8> {
    let errors = Terminal::of(&wishes.look, Stream::Stderr);
    let text = script::read(&wishes.script, errors)?;
    let ready = script::compile(text, errors)?;
    let job = prepared(wishes, &ready)?;
    let find = ready.place.finder();
    let run_job = |job: &Job, free| job.inspect(&find, || Box::new(Disk), free);

    progress(errors, "looking into it");
    let (outcome, output) = run_job(&job, Free::Groups(Vec::new()));
    let name = &ready.script.code.source.name;
    let xray = Xray::of(&outcome, &output, name, &job.setup);
    let mut xray = xray.expect("(xray) an inspected run tells what was seen");
    let is_short = xray.instructions <= SHORT && !wishes.no_what_if;
    if (is_short || wishes.what_if) && xray.trouble.is_none() {
        xray.trials = try_all(&job, &run_job, &|change| progress(errors, change));
    }
    progress(errors, "");
    if matches!(outcome.report.ending, Ending::Panicked { .. }) {
        return Err(status::INTERNAL);
    }
    if let Some(file) = &wishes.json {
        run::write_json(file, &to_json(&xray))?;
    }
    if let Some(file) = &wishes.html {
        write_file(
            file,
            &page::of_xray(&xray, &outcome, &job.setup, &ready.script),
        )?;
    }
    show(&xray.text(Terminal::of(&wishes.look, Stream::Stdout).look(wishes.all)))?;
    Ok(u8::from(xray.trouble.is_some()))
}

/// The script, and how it is to be run: without other wishes, without the GIL on the virtual clock, where
/// counts take their time.
fn prepared(wishes: &Wishes, ready: &script::Ready) -> Result<Job, u8> {
    let options = wishes.options.clone().resolved().and_then(|mut options| {
        if options.counting == Some(Counting::Racy) {
            let message = "racy counting has a report of its own: gilscope run --counting racy";
            return Err(message.into());
        }
        options.clock.get_or_insert(Clock::Virtual);
        options.gil.get_or_insert(false);
        options.check()?;
        Ok(options)
    });
    let options = options.map_err(|message| wrong_usage(&message))?;
    let mut setup = options.setup(ready.place.argv.clone());
    setup.config.trace = Some(TRACE);
    if !options.sets("shared-count") && !options.sets("count-transfer") {
        setup.config.hardware.shared_count = SHARED_COUNT;
        setup.config.hardware.count_transfer = COUNT_TRANSFER;
    }
    Ok(Job {
        script: ready.script.clone(),
        setup,
    })
}
