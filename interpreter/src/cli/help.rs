//! `gilscope help`

use super::arguments::{Gilscope, Help};
use super::script::wrong_usage;
use super::terminal::{Stream, Terminal};
use clap::CommandFactory;
use gilscope::lab::schema::schema;
use gilscope::lab::subset::subset;
use std::io::Write;

/// Explains a command, the subset or the figures on stdout.
pub fn run(help: &Help) -> u8 {
    let mut command = Gilscope::command();
    command.build();
    // Who does not read to the end has read enough.
    let _ = match help.topic.as_deref() {
        None => command.print_long_help(),
        Some("subset") => {
            let look = Terminal::of(&help.look, Stream::Stdout).look(true);
            std::io::stdout().lock().write_all(subset(look).as_bytes())
        }
        Some("json") => {
            let look = Terminal::of(&help.look, Stream::Stdout).look(true);
            std::io::stdout().lock().write_all(schema(look).as_bytes())
        }
        Some(topic) => match command.find_subcommand_mut(topic) {
            Some(command) => command.print_long_help(),
            None => return wrong_usage(&no_such(topic, &command)),
        },
    };
    0
}

fn no_such(topic: &str, command: &clap::Command) -> String {
    let names: Vec<&str> = command.get_subcommands().map(|c| c.get_name()).collect();
    format!(
        "no help on '{topic}'; there is help on {}, subset and json",
        names.join(", ")
    )
}
