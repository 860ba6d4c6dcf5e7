//! `gilscope compare --countings`

use super::arguments::Compare;
use super::compare::{PATIENCE, progress};
use super::diagnostics::show;
use super::disk::Disk;
use super::script::{self, Ready};
use super::terminal::{Stream, Terminal};
use gilscope::lab::captured::Job;
use gilscope::lab::countings::Countings;
use gilscope::lab::json::of_countings;

/// Runs a script under every way of counting references; gives the exit status.
pub fn run(compare: &Compare, ready: &Ready) -> u8 {
    let options = &compare.options;
    let chosen = [
        options.clock.is_some(),
        options.gil.is_some(),
        options.counting.is_some(),
    ];
    if chosen.contains(&true) {
        let message = "compare --countings chooses --clock, --gil and --counting itself";
        return script::wrong_usage(message);
    }
    let options = match options.clone().resolved() {
        Ok(options) => options,
        Err(message) => return script::wrong_usage(&message),
    };
    let job = Job {
        script: ready.script.clone(),
        setup: options.setup(ready.place.argv.clone()),
    };
    let find = ready.place.finder();
    let errors = Terminal::of(&compare.look, Stream::Stderr);
    let countings = Countings::measure(
        &job,
        compare.runs,
        PATIENCE,
        &find,
        || Box::new(Disk),
        &|name| progress(errors, name),
    );
    progress(errors, "");
    if let Some(file) = &compare.json
        && let Err(status) = super::run::write_json(file, &of_countings(&countings))
    {
        return status;
    }
    let look = Terminal::of(&compare.look, Stream::Stdout).look(compare.all);
    match show(&countings.text(look)) {
        Ok(()) => u8::from(countings.is_finding()),
        Err(status) => status,
    }
}
