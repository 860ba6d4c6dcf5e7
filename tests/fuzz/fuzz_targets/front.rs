//! Whatever the bytes, the front end answers: lexer, parser, scope analysis, code generator, verifier.
#![no_main]

use gilscope::machine::Script;
use gilscope::text::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    drop(Script::compile(Source::new("fuzz.py", String::from_utf8_lossy(bytes))));
});
