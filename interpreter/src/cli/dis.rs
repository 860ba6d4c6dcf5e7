//! `gilscope dis`

use super::arguments::Dis;
use super::diagnostics::show;
use super::script;
use super::terminal::{Stream, Terminal};
use gilscope::dis::disassemble_for;

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
    show(&listing).err().unwrap_or(0)
}
