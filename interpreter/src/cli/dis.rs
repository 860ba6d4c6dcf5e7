//! `gilscope dis`

use super::arguments::Dis;
use super::script;
use super::terminal::{Stream, Terminal};
use gilscope::dis::disassemble_for;
use std::io::Write;

/// Shows the bytecode of a script on stdout.
pub fn run(dis: &Dis) -> u8 {
    let terminal = Terminal::of(&dis.look, Stream::Stderr);
    let script = match script::read(&dis.script, terminal)
        .and_then(|text| script::compile(text, terminal))
    {
        Ok(script) => script,
        Err(status) => return status,
    };
    let mut listing = disassemble_for(&script.script.code, dis.safe_points);
    if terminal.ascii {
        listing = listing.replace('⇄', "=").replace('⏏', "^");
    }
    let _ = std::io::stdout().lock().write_all(listing.as_bytes());
    0
}
