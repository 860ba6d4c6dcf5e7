//! Whatever the bytes, a script that compiles runs without a panic.
#![no_main]

use gilscope_tests::ours::run_ours;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    run_ours(&String::from_utf8_lossy(bytes), 20_000);
});
