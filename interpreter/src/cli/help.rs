//! `gilscope help`

use super::arguments::{Gilscope, Help};
use super::script::wrong_usage;
use super::terminal::{Stream, Terminal};
use clap::CommandFactory;
use gilscope::lab::guarantees::guarantees;
use gilscope::lab::hardware::profiles;
use gilscope::lab::look::Look;
use gilscope::lab::presets::presets;
use gilscope::lab::schema::schema;
use gilscope::lab::subset::subset;
use std::io::Write;

/// Makes the text of a topic.
type Text = fn(Look) -> String;

/// What there is help on besides commands.
const TOPICS: [(&str, Text); 5] = [
    ("subset", subset),
    ("guarantees", guarantees),
    ("presets", presets),
    ("profiles", profiles),
    ("json", schema),
];

/// Explains a command, or what there is, on stdout.
pub fn run(help: &Help) -> u8 {
    let mut command = Gilscope::command();
    command.build();
    let topic = help.topic.as_deref();
    let known = TOPICS.iter().find(|(name, _)| Some(*name) == topic);
    // Who does not read to the end has read enough.
    let _ = match (topic, known) {
        (None, _) => command.print_long_help(),
        (_, Some((_, text))) => {
            let look = Terminal::of(&help.look, Stream::Stdout).look(true);
            std::io::stdout().lock().write_all(text(look).as_bytes())
        }
        (Some(topic), _) => match command.find_subcommand_mut(topic) {
            Some(command) => command.print_long_help(),
            None => return wrong_usage(&no_such(topic, &command)),
        },
    };
    0
}

fn no_such(topic: &str, command: &clap::Command) -> String {
    let commands = command.get_subcommands().map(|c| c.get_name());
    let names: Vec<&str> = commands.chain(TOPICS.map(|(name, _)| name)).collect();
    format!(
        "no help on '{topic}'; there is help on {}",
        names.join(", ")
    )
}
